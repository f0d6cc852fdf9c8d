"""What lies in files: configuration, scenarios, recordings, layouts, mount tables, databases."""

import asyncio
import shutil
import tempfile
from functools import cache
from pathlib import Path

import hypothesis.strategies as st

from kiosk.config.explain import validated
from kiosk.config.loading import parse_document
from kiosk.config.problems import ConfigErrors
from kiosk.config.ticket_layout import template_fields
from kiosk.desk.sqlite.disk import file_system
from kiosk.desk.sqlite.gate import journal_mode
from kiosk.desk.store import StoreError
from kiosk.rehearsal.stage.store import InLoopStore
from kiosk.site.load import FILES
from kiosk.site.places import SHIPPED
from simulator.devices.printer.hands import ACTS
from simulator.devices.printer.options import CONNECTORS
from simulator.recording import BadRecording, read_recording
from simulator.scenarios.load import SHIPPED as SCENARIOS
from simulator.scenarios.load import ScenarioErrors, read_scenario
from tests.torture.model.hall import MEMORY, empty_database

SCRAPS = [
    "",
    "[]",
    "{",
    "}",
    "- ",
    ": ",
    "'",
    '"',
    "\t",
    "&a ",
    "*a",
    "!x",
    "|",
    "%",
    "nan",
    ".inf",
    "-1",
    "é",
    "0x1",
]
DEEP = 2000
LINE = b'{"at": 0.5, "hex": "1b40"}'
JSON_SCRAPS = [
    b"NaN",
    b"1e999",
    b"[]",
    b"null",
    b"-1",
    b'"zz"',
    b"9" * 400,
    b"{",
    b"\xff",
    b"\n",
    b"[" * DEEP,
]
slips = st.lists(st.tuples(st.integers(0, 1 << 16), st.sampled_from(SCRAPS), st.integers(0, 9)), max_size=4)
deep = st.sampled_from(["[", "{a: ", "- ", "? "]).map(lambda mark: mark * DEEP)
spoilt_files = st.tuples(st.integers(0, 99), slips)
signs = st.text(alphabet=" \n-:,[]{}'\"#&*!|>%@`ab1\t\u0110\x00", max_size=80)
recordings = st.lists(st.sampled_from([LINE, b"\n", *JSON_SCRAPS]) | st.binary(max_size=30), max_size=8).map(
    b"".join
)
damages = st.tuples(
    st.sampled_from(("flip", "cut", "garbage")),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=8),
)


def spoilt(text: str, wrong: list[tuple[int, str, int]]) -> str:
    """`text` after some slips of the hand: a scrap put in, some letters gone."""
    for place, scrap, gone in wrong:
        at = place % (len(text) + 1)
        text = text[:at] + scrap + text[at + gone :]
    return text


def configuration(given: str | tuple[int, list[tuple[int, str, int]]]) -> None:
    """Configuration or lines with places, never anything else."""
    names = sorted(FILES)
    name = names[0] if isinstance(given, str) else names[given[0] % len(names)]
    shipped = SHIPPED / f"{name}.yaml"
    text = given if isinstance(given, str) else spoilt(shipped.read_text("utf-8"), given[1])
    try:
        _, problems = validated(parse_document(shipped, text), FILES[name], SHIPPED)
    except ConfigErrors as error:
        problems = error.problems
        assert problems
    assert all("\n" not in str(problem) and problem.line >= 1 for problem in problems)


def scenario(given: str | tuple[int, list[tuple[int, str, int]]]) -> None:
    """A scenario or lines with places, never anything else."""
    files = sorted(SCENARIOS.glob("*.yaml"))
    text = (
        given if isinstance(given, str) else spoilt(files[given[0] % len(files)].read_text("utf-8"), given[1])
    )
    try:
        assert read_scenario(text, "it", "it.yaml", ACTS).steps
    except ScenarioErrors as error:
        assert error.lines
        assert all(line.startswith("it.yaml:") and ": error: " in line for line in error.lines)


def recording(content: bytes) -> None:
    """Chunks with times that can be waited for, or one line with its place."""
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder) / "it.wire.jsonl"
        path.write_bytes(content)
        try:
            chunks = read_recording(path, CONNECTORS)
        except BadRecording as error:
            assert f"{path}:" in str(error)
            assert "\n" not in str(error)
        else:
            assert all(0 <= chunk.at < float("inf") for chunk in chunks)


def layout_text(text: str) -> None:
    """Names in braces, or a `ValueError` in words."""
    try:
        names = template_fields(text)
    except ValueError as error:
        assert "brace" in str(error)
    else:
        assert all(f"{{{name}" in text for name in names)


def mount_table(table: str) -> None:
    """Some file system, whatever the table says."""
    assert isinstance(file_system(Path("/srv/kiosk"), table), str)


def version(text: str) -> None:
    """A version nobody can read is an old one."""
    assert journal_mode(text) in ("wal", "truncate")


def database(damage: tuple[str, list[tuple[int, int]]]) -> None:
    """A damaged file is refused with a `StoreError`, or opens and can be written."""
    folder = Path(tempfile.mkdtemp(dir=_memory()))
    try:
        path = folder / "desk.sqlite"
        path.write_bytes(_damaged(empty_database(), *damage))
        asyncio.run(_use(path))
    finally:
        shutil.rmtree(folder)


async def _use(path: Path) -> None:
    try:
        store = InLoopStore(path)
    except StoreError as error:
        assert error.code in {"corrupt", "foreign", "too_new", "store", "disk_error"}
        assert str(path) in str(error)
        return
    try:
        await store.transact(lambda unit: unit.sequences.take("fuzz", None, 0))
    except StoreError as error:
        assert error.code in {"corrupt", "store", "disk_error"}
    finally:
        store.cut()


def _damaged(content: bytes, how: str, places: list[tuple[int, int]]) -> bytes:
    if how == "cut":
        return content[: places[0][0] % len(content)]
    if how == "garbage":
        return bytes(value for _, value in places) * (places[0][0] % 2000)
    spoilt_bytes = bytearray(content)
    for place, value in places:
        spoilt_bytes[place % len(content)] ^= value
    return bytes(spoilt_bytes)


@cache
def _memory() -> str | None:
    return str(MEMORY) if MEMORY.is_dir() else None
