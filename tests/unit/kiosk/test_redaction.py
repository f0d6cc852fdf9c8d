"""The table of what must not leave the machine: what it takes out, and what it must leave."""

import secrets

import pytest

from kiosk.desk.numbers import new_ticket_id
from kiosk.redaction import TABLE, redacted

TOKEN = secrets.token_urlsafe(32)


@pytest.mark.parametrize(
    "secret",
    [
        "079203001234",
        "024123456",
        "079 203 001 234",
        "079-203-001-234",
        "079.203.001.234",
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "+84 912 345 678",
        "+84912345678",
        "0084912345678",
        "K7Q2M9X4RB6D",
        "KQQMMXXRRBBD",
        "2c5c2b0e-7a5e-4a0e-9b57-3a2f3f0b7f11",
        "lan.nguyen@phuong.example.vn",
        pytest.param(TOKEN, id="a token"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "a {} b", "id={}", "({}),", '"{}"', "số {}.", "x\n{}\ny"])
def test_its_form_gives_it_away(secret: str, around: str) -> None:
    text = redacted(around.format(secret))
    assert secret not in text
    assert "[" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Authorization: Bearer abc.def", "Authorization: Bearer [secret]"),
        ("token: 'x1'", "token: '[secret]'"),
        ("api_key=abc, next", "api_key=[secret], next"),
        ('"password": "p w"', '"password": "[secret] w"'),
        ("cookie: staff_session=abc; language=vi", "cookie: [secret]; language=vi"),
        ("name demo, PIN 191623.", "name demo, PIN [secret]."),
        ("PIN of Lan (shown only now): 191623", "PIN of Lan (shown only now): [secret]"),
        ("GET /T/k7q2m9x4rb6d HTTP", "GET /T/[ticket] HTTP"),
        ("/api/tickets/anything?x=1", "/api/tickets/[ticket]?x=1"),
        ("https://user:pass@example.vn/a", "https://[secret]@example.vn/a"),
    ],
)
def test_its_place_gives_it_away(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24 23:40:05 INFO kiosk.build: started robot=robot-1.0 recovered=0",
        "2026-11-24T23:40:05+0700 host kiosk[1234]: mode=open was=starting",
        "printer is back outage_s=12.3",
        "the number A0123 at counter 4, 2000 tickets",
        "listen: 127.0.0.1 port: 8080, 192.168.100.200:9100",
        "address: serial:/dev/serial/by-id/usb-EPSON_TM-T82-if00",
        "- {day: 2/9/2026, name: {vi: Quốc khánh, en: National Day}}",
        "opens: 7:30, closes: 11:30",
        "a durable write takes 1.5 ms, 63115264 bytes",
        "trouble raised device=printer fault=paper_out action=clear",
    ],
)
def test_what_a_technician_needs_is_left(text: str) -> None:
    assert redacted(text) == text


def test_names_are_taken_out_as_whole_words() -> None:
    assert redacted("Lan called A001; Lane 4; by Nguyễn Lan.", ["Lan", "Nguyễn Lan", ""]) == (
        "[name] called A001; Lane 4; by [name]."
    )


def test_every_ticket_id_is_known_by_its_form() -> None:
    assert all(redacted(new_ticket_id()) == "[ticket]" for _ in range(2000))


def test_it_is_the_same_the_second_time() -> None:
    text = f"PIN 191623, {TOKEN}, /T/K7Q2M9X4RB6D, 079203001234, token=abc"
    assert redacted(redacted(text)) == redacted(text)
    assert len({what for what, _, _ in TABLE}) == len(TABLE)
