"""The code scanner: what is held to it, when it looks, which bytes go over the wire and when."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.card_holders import holder
from simulator.devices.code_scanner.options import CodeScannerOptions
from simulator.devices.code_scanner.scanner import CodeScanner
from simulator.devices.code_scanner.setup import Setup
from simulator.devices.events import AnswerSent, BytesLost, CommandRead, Event, Happened
from simulator.devices.interfaces import NETWORK, PUBLIC, ROBOT, ActRefused, Step
from simulator.wires.line import Line

ON, OFF = b"\x16T\r", b"\x16U\r"  # Honeywell Xenon 1900: serial trigger commands
START, STOP = bytes.fromhex("04E40400FF14"), bytes.fromhex("04E50400FF13")  # GROW GM72, chapter 9
WRITE_ON, WRITE_OFF = (bytes.fromhex(f"7E0008010002{on}ABCD") for on in ("01", "00"))  # GROW GM65
WRITTEN = bytes.fromhex("02000001003331")
ACK, NAK = bytes.fromhex("04D00000FF2C"), bytes.fromhex("05D1000006FF24")


class Rig:
    """A scanner on its wires, under a hand-driven clock; the robot listens."""

    def __init__(self, **options: object) -> None:
        self.scanner = CodeScanner(CodeScannerOptions(**options))
        self.line = Line(self.scanner, random.Random(1))
        self.now = 0.0
        self.heard = b""
        self.events: list[Event] = []
        self.line.set_host(True, 0, 0.0, ROBOT)

    def hands(self, act: str, **parameters: float) -> bytes:
        return self._keep(self.line.act(act, parameters, self.now))

    def send(self, data: bytes) -> bytes:
        return self._keep(self.line.feed(data, self.now, ROBOT))

    def wait(self, seconds: float, step_s: float = 0.05) -> bytes:
        """What arrives within `seconds`."""
        before, end = len(self.heard), self.now + seconds
        while self.now < end - 1e-9:
            self.now = min(end, self.now + step_s)
            self._keep(self.line.advance(self.now))
        return self.heard[before:]

    def _keep(self, step: Step) -> bytes:
        said = step.to_host.get(ROBOT, b"")
        self.heard += said
        self.events += step.events
        return said

    def happened(self, what: str) -> list[Happened]:
        return [event for event in self.events if isinstance(event, Happened) and event.what == what]


def qr(citizen: int = 1, generation: int = 2021) -> bytes:
    return holder(citizen, generation).qr.encode()


def test_a_card_held_to_it_is_read_once_while_it_stays():
    rig = Rig(baud=0)
    rig.hands("hold_card", seconds=0)
    assert rig.wait(60) == qr() + b"\r"
    assert rig.scanner.codes_read == 1 and rig.line.state()["held"] == "citizen 1, card of 2021"
    rig.hands("take_away")
    rig.hands("hold_card", citizen=2, generation=2024)
    assert rig.wait(5) == qr(2, 2024) + b"\r" and rig.line.state()["held"] == ""


def test_it_takes_a_moment_to_read():
    rig = Rig(baud=0)
    rig.hands("hold_card")
    assert rig.wait(0.10, 0.01) == b"" and rig.wait(0.05, 0.01) == qr() + b"\r"
    rig.hands("hold_card", citizen=2, seconds=0.1)
    assert rig.wait(3) == b""


def test_held_twice_it_is_read_twice():
    rig = Rig(baud=0)
    rig.hands("hold_twice", citizen=7)
    assert rig.wait(5) == (qr(7) + b"\r") * 2
    first, second = rig.happened("code_read")
    assert second.at - first.at > 1


def test_bytes_come_one_by_one_at_its_speed():
    rig = Rig(baud=9600)
    rig.hands("hold_card")
    rig.wait(0.12, 0.12)
    pieces = [rig.wait(0.001, 0.001) for _ in range(40)]
    assert {len(piece) for piece in pieces} <= {0, 1, 2} and 35 <= len(b"".join(pieces)) <= 42
    assert rig.wait(1) and rig.heard == qr() + b"\r"


def test_a_cable_pulled_in_mid_code_loses_the_rest():
    rig = Rig(baud=9600)
    rig.hands("hold_card")
    rig.wait(0.17)
    rig.hands("pull_cable")
    assert rig.wait(1) == b"" and 0 < len(rig.heard) < len(qr())
    rig.hands("plug_cable")
    rig.line.set_host(True, 0, rig.now, ROBOT)
    rig.hands("hold_card", citizen=3)
    rig.heard = b""
    assert rig.wait(2) == qr(3) + b"\r"


def test_who_does_not_listen_hears_nothing_and_all_others_the_same():
    rig = Rig(baud=0)
    rig.line.set_host(True, 0, 0.0, NETWORK)
    step = rig.line.act("hold_card", {}, 0.0).then(rig.line.advance(1.0))
    assert set(step.to_host) == {ROBOT, NETWORK} and len(set(step.to_host.values())) == 1
    assert [event.connector for event in step.events if isinstance(event, AnswerSent)] == [NETWORK, ROBOT]
    assert rig.line.state()["connectors"][PUBLIC]["listening"] is False


@pytest.mark.parametrize(("on", "answer"), [(ON, b""), (START, ACK), (WRITE_ON, WRITTEN)])
def test_on_command_it_looks_until_it_has_read(on, answer):
    rig = Rig(baud=0)
    rig.hands("on_command")
    rig.hands("hold_card", seconds=0)
    assert rig.wait(10) == b""
    assert rig.send(on) == answer and rig.line.state()["looks"]
    assert rig.wait(1) == qr() + b"\r" and not rig.line.state()["looks"]
    assert rig.wait(5) == b""
    assert rig.send(on) == answer and rig.wait(1) == qr() + b"\r"


@pytest.mark.parametrize(("on", "off"), [(ON, OFF), (START, STOP), (WRITE_ON, WRITE_OFF)])
def test_it_stops_looking_when_told_and_when_patience_ends(on, off):
    rig = Rig(baud=0)
    rig.hands("on_command")
    rig.send(on)
    rig.send(off)
    rig.hands("hold_card")
    assert rig.wait(3) == b"" and not rig.happened("looked_in_vain")
    rig.send(on)
    rig.wait(5.1)
    assert [round(each.at, 3) for each in rig.happened("looked_in_vain")] == [8.0]


def test_commands_come_in_pieces_and_among_other_bytes():
    rig = Rig(baud=0)
    rig.hands("on_command")
    for piece in (b"\x00\x16", b"T", b"\rxyz", START[:3], START[3:]):
        rig.send(piece)
    read = [event.meaning for event in rig.events if isinstance(event, CommandRead)]
    assert read == ["wake up", "look", "start decode"] and rig.heard == ACK
    assert [event.length for event in rig.events if isinstance(event, BytesLost)] == [3]


def test_half_a_command_is_forgotten():
    rig = Rig(baud=0)
    rig.send(b"\x16T")
    rig.now += 1
    rig.send(OFF)
    assert [event.meaning for event in rig.events if isinstance(event, CommandRead)] == ["look no longer"]
    assert [event.length for event in rig.events if isinstance(event, BytesLost)] == [2]


def test_one_that_looks_always_obeys_no_command():
    rig = Rig(baud=0)
    assert (rig.send(START), rig.send(OFF), rig.send(WRITE_ON)) == (NAK, b"", WRITTEN)
    rig.hands("hold_card")
    assert rig.wait(1) == qr() + b"\r"


@pytest.mark.parametrize(
    ("act", "end"),
    [("ending_cr", b"\r"), ("ending_lf", b"\n"), ("ending_crlf", b"\r\n"), ("ending_none", b"")],
)
def test_a_text_ends_as_it_is_set(act, end):
    rig = Rig(baud=0)
    rig.hands(act)
    rig.hands("hold_card")
    assert rig.wait(1) == qr() + end


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf8", "Nữ Đức ệ".encode()),
        ("1258", b"N\xfd\xde \xd0\xfd\xecc \xea\xf2"),  # tones are letters of their own there
        ("ascii", b"N? ??c ?"),
        ("twice", "Ná»¯ Ä\x90á»©c á»\x87".encode()),
    ],
)
def test_letters_become_the_bytes_of_the_charset(charset, data):
    text = "Nữ Đức ệ"
    assert Setup(ending="none", charset=charset).bytes_of(text) == data


def test_foreign_codes_are_read_as_they_are():
    rig = Rig(baud=0)
    rig.hands("hold_link")
    assert rig.wait(2).startswith(b"https://")
    rig.hands("hold_long")
    assert len(rig.wait(2)) == 3001
    rig.hands("hold_control")
    assert {b"\x00", b"\x1b", b"\n", b"\x07"} <= {bytes([byte]) for byte in rig.wait(2)}
    rig.hands("hold_mojibake")
    assert rig.wait(2).decode().rstrip("\r").encode("latin-1") == qr()
    rig.hands("hold_torn", keeps=0.5)
    assert 0 < len(rig.wait(2)) < len(qr()) * 0.7
    rig.hands("hold_torn", keeps=0)
    assert rig.wait(2) == b""


@given(
    st.lists(
        st.tuples(
            st.sampled_from([act.name for act in CodeScanner.acts])
            | st.sampled_from([ON, OFF, START, b"\x00\x7e"]),
            st.floats(0, 8),
        ),
        max_size=30,
    )
)
def test_whatever_happens_time_goes_on_and_every_reading_is_sent_once(deeds):
    rig = Rig(baud=0)
    for deed, pause_s in deeds:
        rig.hands(deed) if isinstance(deed, str) else rig.send(deed)
        rig.wait(pause_s, 1.0)
    assert len(rig.happened("code_read")) == rig.scanner.codes_read
    sent = [event for event in rig.events if isinstance(event, AnswerSent)]
    assert sum(event.meaning.startswith("code of") for event in sent) == rig.scanner.codes_read
    assert [event.at for event in sent] == sorted(event.at for event in sent)


def test_any_text_can_be_held_to_it():
    rig = Rig(baud=0)
    rig.scanner.hold("một \ud800 hai", 0.0, 1.0)
    assert rig.wait(1) == "một ? hai\r".encode()


def test_an_unknown_act_is_refused():
    with pytest.raises(ActRefused):
        Rig().scanner.act("shake", {}, 0.0)
    with pytest.raises(ActRefused):
        Rig().hands("hold_card", citizen=0)


def test_the_same_seed_holds_the_same_citizen_on_every_device():
    assert holder(5, 2021) == holder(5, 2021) and holder(5, 2021).qr != holder(5, 2024).qr
    assert holder(5, 2024).qr.count("|") == 10 and holder(5, 2021).qr.count("|") == 6
