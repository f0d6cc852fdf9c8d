"""What people and programs type or post: addresses, forms, command lines, PINs."""

import argparse
import asyncio
import contextlib
import io
from typing import Any

import hypothesis.strategies as st
from fastapi import HTTPException
from starlette.requests import Request

from drivers.transports.address import AddressError, is_serial, transport_at
from kiosk.cli.main import COMMANDS, _parser
from kiosk.desk import pins
from kiosk.web.forms import MAX_FIELDS, read_form, required
from simulator import __main__ as simulator_program
from tests.torture.fuzz.wires import InPieces, in_pieces

SCHEMES = [
    "serial:",
    "tcp:",
    "file:",
    "?flow=",
    "xonxoff",
    "/dev/x",
    "[::1]",
    ":",
    "9100",
    "65536",
    "0",
    "host",
]
FORM_SCRAPS = [b"a=1", b"&", b"=", b"%", b"%ff", b"visit=1", b"+", b";", b"\xff", b"a" * 600]
OPTIONS = [
    "--config",
    "--data",
    "--port",
    "--seed",
    "--speed",
    "--days",
    "--json",
    "--help",
    "-x",
    "--bench-port",
]
VALUES = ["", "-1", "0", "nan", "inf", "1e999", "9" * 400, "é", "/", "--", "１２"]
addresses = st.lists(st.sampled_from(SCHEMES) | st.text(max_size=5), max_size=6).map("".join)
bodies = st.lists(st.sampled_from(FORM_SCRAPS) | st.binary(max_size=9), max_size=20).map(b"".join)
kinds = st.sampled_from(
    [b"application/x-www-form-urlencoded", b"Application/X-WWW-Form-Urlencoded; a=b", b"text/plain", b""]
)
forms = st.tuples(in_pieces(bodies), kinds)
words = st.lists(
    st.sampled_from([command.name for command in COMMANDS] + OPTIONS + VALUES) | st.text(max_size=6),
    max_size=6,
)
digits = st.text(alphabet="0123456789", max_size=14) | st.text(max_size=8)


def address(text: str) -> None:
    """A transport that is not opened, or one line that says which forms there are."""
    try:
        transport_at(text, 9600)
    except AddressError as error:
        assert "\n" not in str(error)
        assert "serial:" in str(error)
    else:
        assert is_serial(text) or text.startswith(("tcp:", "file:"))


def form(sent: tuple[InPieces, bytes]) -> None:
    """Few fields, or a refusal 400, 413 or 415: the same in any pieces."""
    body, kind = sent
    whole = _posted([body.data], kind)
    assert _posted(body.pieces(), kind) == whole
    assert whole in (400, 413, 415) or (isinstance(whole, dict) and len(whole) <= MAX_FIELDS)


def _posted(pieces: list[bytes], kind: bytes) -> dict[str, str] | int:
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": piece, "more_body": True} for piece in pieces
    ]
    messages.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def read() -> dict[str, str] | int:
        request = Request({"type": "http", "headers": [(b"content-type", kind)]}, receive)
        try:
            fields = await read_form(request)
            for name in fields:
                with contextlib.suppress(HTTPException):
                    assert required(fields, name)
        except HTTPException as refusal:
            return refusal.status_code
        return fields

    return asyncio.run(read())


def command_line(given: list[str]) -> None:
    """Options, or help or wrong use with its exit code; nothing is run."""
    _parses(_parser(given), given)


def simulator_command_line(given: list[str]) -> None:
    """The same for the simulator's program."""
    _parses(simulator_program._parser(), given)


def _parses(parser: argparse.ArgumentParser, given: list[str]) -> None:
    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(io.StringIO()):
        try:
            parser.parse_args(given)
        except SystemExit as end:
            assert end.code in (0, 2)
            assert end.code == 0 or "error:" in said.getvalue()


def pin(text: str) -> None:
    """A good PIN is 6 to 12 plain figures, whatever else is typed."""
    if pins.is_good(text):
        assert 6 <= len(text) <= 12
        assert set(text) <= set("0123456789")
        assert len(set(text)) > 1
