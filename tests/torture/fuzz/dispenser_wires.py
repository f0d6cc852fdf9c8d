"""What comes from a vending controller and from a board of relays, among anything else."""

import contextlib

import hypothesis.strategies as st

from drivers.dispenser.modbus.protocol import AnswerReader, read_inputs
from drivers.dispenser.vmc.exchange import TRIES, Exchange, Way
from drivers.dispenser.vmc.protocol import answers, commands
from drivers.dispenser.vmc.protocol.commands import Dialect, Order
from drivers.dispenser.vmc.protocol.frames import ACK, POLL, Frame, FrameReader, encode_frame
from tests.torture.fuzz.wires import InPieces

POLLED = bytes.fromhex("FA FB 41 00 40")
FRAMES = [
    POLLED,
    bytes.fromhex("FA FB 42 00 43"),
    bytes.fromhex("FA FB 04 04 02 02 00 01 00"),
    bytes.fromhex("FA FB 11 0C 09 00 01 00 00 3A 98 05 0A 00 07 00 BE"),
    bytes.fromhex("FA FB 71 08 05 32 00 02 00 01 00 0C 40"),
    b"\xfa\xfb\x71\xff",
]
ANSWERS = [bytes.fromhex("01 05 00 03 FF 00 7C 3A"), bytes.fromhex("01 02 01 00 A1 88"), b"\x01\x02\xff"]
frames = st.builds(
    Frame, st.sampled_from((POLL, ACK, 0x02, 0x04, 0x11, 0x13, 0x31, 0x54, 0x71)), st.binary(max_size=14)
)


def _among(known: list[bytes]) -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(known) | st.binary(max_size=40), max_size=25).map(b"".join)


controller_said = _among(FRAMES) | st.lists(frames.map(lambda one: encode_frame(one.command, one.data))).map(
    b"".join
)
board_said = _among(ANSWERS)
turns = st.lists(st.lists(frames, max_size=4), max_size=40)


def controller(said: InPieces) -> None:
    """The same frames in any pieces; every byte in one, noise or waiting; a pause later it hears on."""
    whole, cut = FrameReader(), FrameReader()
    found = whole.feed(said.data, 0.0)
    assert [frame for piece in said.pieces() for frame in cut.feed(piece, 0.0)] == found
    assert cut.noise_bytes == whole.noise_bytes
    taken = sum(len(frame.data) + 5 for frame in found)
    assert taken + whole.noise_bytes + len(whole._waiting) == len(said.data)
    for frame in found:
        for order in Order:
            with contextlib.suppress(answers.Malformed):
                answers.decode(frame, order)
    whole.feed(b"", 1.0)
    assert whole.feed(POLLED, 2.0)[-1] == Frame(POLL)


def exchange(heard: list[list[Frame]]) -> None:
    """Whatever is heard, one answer at most to a reading; a drive leaves once, anything else five times."""
    turn = Exchange()
    told = [commands.ask_status(), commands.give(1, Dialect()), commands.synchronise()]
    errands = [turn.add(one) for one in told]
    sent = [turn.hear(frames, number / 10).answer for number, frames in enumerate(heard)]
    for errand in errands:
        count = sum(answer[2:3] == bytes((errand.told.command,)) for answer in sent)
        assert count == errand.tries <= (1 if errand.told.moves else TRIES)
        assert (errand.way is Way.WAITING) == (count == 0)
    for frames, answer in zip(heard, sent, strict=True):
        assert bool(answer) == bool(frames and frames[-1].command != ACK)


def board(said: InPieces) -> None:
    """Every answer has what it needs; what waits is bounded; the next answer is heard."""
    reader = AnswerReader(1)
    found = [answer for piece in said.pieces() for answer in reader.feed(piece)]
    assert all(answer.bits or answer.exception or answer.function == 6 for answer in found)
    assert len(reader._waiting) <= 256 and 0 <= reader.noise_bytes <= len(said.data)
    reader.forget()
    (answer,) = reader.feed(ANSWERS[1])
    assert read_inputs(1, 0, 8).is_answered_by(answer)
