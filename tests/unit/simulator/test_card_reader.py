"""The card reader as a device: frames of the virtual reader's socket, the chips' power, what hands do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.devices.card_reader.card_reader import CardReader
from simulator.devices.card_reader.commands import is_known, name_of, status_word
from simulator.devices.card_reader.deck import deal as deal_chip
from simulator.devices.card_reader.frames import Frames, encode_frame
from simulator.devices.events import Answered, BytesLost, CommandRead, FrameSent, Happened
from simulator.devices.interfaces import ActRefused
from tests.support.stub_chip import ATR, StubChip, deal

SELECT = bytes.fromhex("00A4040C07A0000002471001")
READ = bytes.fromhex("00B00000DF")
GET_ATR, POWER_OFF, POWER_ON, RESET = b"\x00\x01\x04", b"\x00\x01\x00", b"\x00\x01\x01", b"\x00\x01\x02"
ONE, TWO = "slot_1", "slot_2"


class Reader:
    """A reader with the daemon's end of its wires."""

    def __init__(self) -> None:
        self.device = CardReader(deal)
        self.now = 0.0
        self.events = []

    def hands(self, act: str, **parameters: float) -> None:
        self.events += self.device.act(act, parameters, self.now).events

    def send(self, data: bytes, slot: str = ONE) -> bytes:
        return self._heard(self.device.feed(data, self.now, slot), slot)

    def wait(self, seconds: float, slot: str = ONE) -> bytes:
        self.now += seconds
        return self._heard(self.device.advance(self.now), slot)

    def chip(self, slot: str = ONE) -> StubChip:
        return self.device.slot(slot).card.chip

    def slot(self, name: str = ONE) -> dict[str, object]:
        return self.device.state()["slots"][name]

    def happened(self) -> list[str]:
        return [event.what for event in self.events if isinstance(event, Happened)]

    def _heard(self, step, slot: str) -> bytes:
        self.events += step.events
        assert set(step.to_host) <= {slot}
        return step.to_host.get(slot, b"")


@pytest.fixture
def reader() -> Reader:
    """With a card in its first slot that the daemon speaks to."""
    reader = Reader()
    reader.hands("lay_2021", citizen=7)
    reader.device.connect(True, 0.0, ONE)
    return reader


@given(st.lists(st.binary(max_size=300), max_size=8), st.integers(1, 50))
def test_frames_are_the_same_however_they_are_cut(payloads, size):
    data = b"".join(map(encode_frame, payloads))
    frames = Frames()
    seen = [payload for at in range(0, len(data), size) for payload in frames.feed(data[at : at + size])]
    assert seen == payloads


def test_a_frame_has_its_length_before_it_and_an_end():
    assert encode_frame(b"\x90\x00") == b"\x00\x02\x90\x00"
    assert encode_frame(bytes(65_535))[:2] == b"\xff\xff"
    with pytest.raises(ValueError, match="at most 65535 bytes, not 65536"):
        encode_frame(bytes(65_536))


@given(st.lists(st.binary(max_size=200), max_size=20), st.sampled_from(["2021", "bank_card", "large_6282"]))
def test_no_bytes_of_any_kind_upset_it(pieces, kind):
    device = CardReader(deal_chip)
    device.act(f"lay_{kind}", {}, 0.0)
    device.connect(True, 0.0, ONE)
    for at, piece in enumerate(pieces):
        device.feed(piece, float(at), ONE)
        device.advance(float(at))
    device.connect(True, 99.0, ONE)
    answer = device.feed(GET_ATR, 99.0, ONE).to_host[ONE]
    assert answer == encode_frame(device.slot(ONE).card.chip.atr)


def test_the_atr_is_told_at_once_and_left_out_of_the_trace(reader):
    assert reader.send(GET_ATR) == encode_frame(ATR)
    assert [type(event) for event in reader.events] == [Happened, FrameSent]


@pytest.mark.parametrize("control", [POWER_OFF, POWER_ON, RESET])
def test_power_and_reset_are_not_answered_and_end_the_session(reader, control):
    before = reader.chip().resets
    assert reader.send(control) == b""
    assert reader.chip().resets == before + 1


def test_a_command_is_answered_by_the_chip_and_told_to_the_trace(reader):
    answer = reader.send(encode_frame(SELECT) + encode_frame(READ))
    assert answer == encode_frame(b"\x6a\x82") + encode_frame(bytes(range(223)) + b"\x90\x00")
    assert reader.chip().heard == [SELECT, READ]
    told = [event for event in reader.events if isinstance(event, CommandRead | Answered)]
    assert [event.meaning for event in told] == [
        "SELECT 040C",
        "6A82, 0 bytes",
        "READ BINARY 0000",
        "9000, 223 bytes",
    ]
    assert max(len(event.data) for event in told) == 16
    assert reader.happened() == ["card_laid", "reading_began"]
    assert reader.slot()["commands"] == 2
    assert reader.slot()["status_words"] == ["6A82", "9000"]


def test_a_slow_chip_answers_when_its_time_has_come(reader):
    reader.hands("lay_slow")
    reader.device.connect(True, 0.0, ONE)
    assert reader.send(encode_frame(SELECT)) == b""
    assert reader.device.next_due() == 2.0
    assert reader.wait(1.9) == b""
    assert reader.wait(0.2) == encode_frame(b"\x6a\x82")
    assert reader.device.next_due() is None


@pytest.mark.parametrize("end", ["take_away", "lay_2021"])
def test_what_a_slow_chip_was_about_to_say_is_not_said_by_the_next_card(reader, end):
    reader.hands("lay_slow")
    reader.send(encode_frame(SELECT))
    reader.hands(end)
    assert reader.device.next_due() is None
    assert reader.wait(5) == b""


def test_slots_are_apart(reader):
    reader.hands("lay_2024", slot=2, citizen=8)
    reader.device.connect(True, 0.0, TWO)
    assert reader.send(encode_frame(SELECT), TWO) == encode_frame(b"\x6a\x82")
    assert (reader.slot()["commands"], reader.slot(TWO)["commands"]) == (0, 1)
    assert (reader.slot()["holder"], reader.slot(TWO)["holder"]) == ("Citizen 7", "Citizen 8")
    assert [reader.slot(name)["reader"] for name in (ONE, TWO)] == ["Virtual PCD 00 00", "Virtual PCD 00 01"]


def test_a_card_is_pulled_instead_of_answering_the_command_hands_named(reader):
    reader.hands("pull_at", commands=2)
    assert reader.send(encode_frame(SELECT)) == encode_frame(b"\x6a\x82")
    chip = reader.chip()
    assert reader.send(encode_frame(SELECT)) == b""
    assert chip.heard == [SELECT]
    assert reader.happened()[-1] == "card_pulled"
    assert reader.slot()["card"] is None


def test_another_card_begins_its_own_count(reader):
    reader.send(encode_frame(SELECT))
    reader.hands("pull_at", commands=2)
    reader.hands("lay_2024")
    assert (reader.slot()["commands"], reader.slot()["pull_at"], reader.slot()["status_words"]) == (
        0,
        None,
        [],
    )


def test_the_wrong_side_is_not_felt_until_it_is_turned_back(reader):
    reader.hands("turn_over")
    assert reader.send(GET_ATR) == b""
    assert (reader.slot()["side"], reader.slot()["felt"]) == ("wrong", False)
    reader.hands("turn_over")
    assert reader.send(GET_ATR) == encode_frame(ATR)


def test_a_card_forgets_its_session_when_it_is_taken_or_the_reader_unplugged(reader):
    chip, before = reader.chip(), reader.chip().resets
    reader.device.cut_wire(0.0, ONE)
    reader.hands("take_away")
    assert chip.resets == before + 2
    assert reader.slot()["felt"] is False


@pytest.mark.parametrize("act", ["take_away", "turn_over", "pull_at"])
def test_nothing_can_be_done_to_no_card(reader, act):
    with pytest.raises(ActRefused, match="no card lies in slot 2; lay one first"):
        reader.hands(act, slot=2)


def test_an_unknown_act_is_refused(reader):
    with pytest.raises(ActRefused, match="no act 'lay_nothing'"):
        reader.hands("lay_nothing")


@pytest.mark.parametrize("data", [b"\x00\x00", b"\x00\x01\x09", b"\x00\x01\x03"])
def test_what_no_manual_knows_is_lost_and_said_so(reader, data):
    assert reader.send(data) == b""
    assert isinstance(reader.events[-1], BytesLost)


def test_commands_have_names_and_parts_of_them_none():
    assert name_of(bytes.fromhex("0C B0 9C 00 0D")) == "READ BINARY 9C00 secured"
    assert name_of(bytes.fromhex("10 86 00 00 02 7C00 00")) == "GENERAL AUTHENTICATE 0000 chained"
    assert name_of(bytes.fromhex("80 11 22 33")) == "INS 11 2233"
    assert name_of(b"\x00\xa4") == "no command: 2 bytes"
    assert (is_known(SELECT), is_known(b"\x00\x11\x00\x00"), is_known(b"\x00\xa4")) == (True, False, False)
    assert (status_word(b"\x90\x00"), status_word(b"\x90")) == ("9000", "")


def test_a_byte_of_a_file_is_changed_where_there_is_one(reader: Reader) -> None:
    reader.hands("lay_2021")
    reader.hands("flip_byte", file=1, byte=3)
    with pytest.raises(ActRefused, match="no byte 101"):
        reader.hands("flip_byte", file=1, byte=101)
