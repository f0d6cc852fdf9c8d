"""What comes over wires: the printer's answers at our end, the host's commands at the simulator's."""

from dataclasses import dataclass

import hypothesis.strategies as st

from drivers.ticket_printer.escpos.conversation import Conversation
from drivers.ticket_printer.escpos.pace import Pace
from drivers.ticket_printer.escpos.protocol.answers import BLOCK_LIMIT_BYTES, Answer, AnswerReader, Kind
from drivers.ticket_printer.escpos.protocol.conditions import ALL_WELL, merge_auto_status, merge_real_time
from drivers.ticket_printer.escpos.protocol.job_ids import BASE, FIRST, encode_job_id
from simulator.devices.printer.tokens import Kind as TokenKind
from simulator.devices.printer.tokens import ReceiveBuffer, Token

AUTO_STATUS = b"\x14\x00\x00\x0f"
ANSWERS = [b"\x12", AUTO_STATUS, b"\x0c", b'\x37"!!!A\x00', b"\x37%\x00", b"\x5fTM-T20\x00", b"\x11", b"\x13"]
COMMANDS = [
    b"\x10\x04\x01",
    b"\x1b@",
    b"\x1dv0\x00\x02\x00\x02\x00abcd",
    b"\x1d(L",
    b"\x1dk\x04ab\x00",
    b"\x1d8L",
]
answers = st.lists(st.sampled_from(ANSWERS) | st.binary(max_size=20), max_size=40).map(b"".join)
commands = st.lists(st.sampled_from(COMMANDS) | st.binary(max_size=40), max_size=40).map(b"".join)
sizes = st.lists(st.integers(1, 9), min_size=1, max_size=6)


@dataclass(frozen=True)
class InPieces:
    """Bytes, and the sizes of the pieces in which they come, over and over."""

    data: bytes
    sizes: tuple[int, ...]

    def pieces(self) -> list[bytes]:
        """The bytes, cut."""
        cut, at, turn = [], 0, 0
        while at < len(self.data):
            size = self.sizes[turn % len(self.sizes)]
            cut.append(self.data[at : at + size])
            at, turn = at + size, turn + 1
        return cut


def in_pieces(data: st.SearchStrategy[bytes]) -> st.SearchStrategy[InPieces]:
    """Whatever is said, cut anyhow."""
    return st.builds(InPieces, data, sizes.map(tuple))


def printer_answers(said: InPieces) -> None:
    """The same answers in any pieces; every byte is an answer or noise; after a silence it hears again."""
    whole, cut = AnswerReader(), AnswerReader()
    heard = whole.feed(said.data)
    assert [answer for piece in said.pieces() for answer in cut.feed(piece)] == heard
    assert cut.noise_bytes == whole.noise_bytes
    assert all(len(answer.data) <= BLOCK_LIMIT_BYTES for answer in heard)
    whole.drop_partial()
    assert 0 <= whole.noise_bytes <= len(said.data)
    assert whole.feed(AUTO_STATUS) == [Answer(Kind.AUTO_STATUS, AUTO_STATUS)]


def resynchronisation(said: InPieces) -> None:
    """Without a silence: behind any garbage two automatic answers are enough to be heard again."""
    reader = AnswerReader()
    reader.feed(said.data + b"\xff")  # a byte that begins nothing
    assert Answer(Kind.AUTO_STATUS, AUTO_STATUS) in reader.feed(AUTO_STATUS * 2)


def conversation(said: InPieces) -> None:
    """Never raises, believes nothing unasked that has no proof, and counts the rest as stray."""
    heard = [one for one in AnswerReader().feed(said.data) if one.kind is not Kind.FLOW]
    reports = sum(one.kind is Kind.AUTO_STATUS for one in heard)
    for tells in (False, True):
        told: list[object] = []
        talk = Conversation(_nowhere, Pace(9600), 0.1, told.append)
        talk.tells = tells
        believed = sum(talk.receive(piece) for piece in said.pieces())
        assert believed + talk.stray_answers == len(heard)
        assert len(told) == (reports if tells else 0)
        talk.lost()
        assert talk.conditions == ALL_WELL


async def _nowhere(data: bytes) -> None:
    raise AssertionError(data)


def status_bytes(said: InPieces) -> None:
    """Any four bytes and any one byte mean something known."""
    known = ALL_WELL
    for piece in said.pieces():
        for number in (1, 2, 3, 4):
            known = merge_real_time(known, number, piece[0])
            assert merge_real_time(known, number, piece[0]) == known
        four = (piece * 4)[:4]
        known = merge_auto_status(known, four)
        assert merge_auto_status(known, four) == known


def job_numbers(number: int) -> None:
    """Four printable characters, and different ones for different numbers of one round."""
    mark = encode_job_id(number)
    assert len(mark) == 4
    assert all(FIRST <= byte < FIRST + BASE for byte in mark)
    assert mark != encode_job_id(number + 1)
    assert mark == encode_job_id(number + BASE**4)


def host_commands(said: InPieces) -> None:
    """The simulator's tokens: every byte is in one of them or waits, in any pieces the same."""
    whole, cut = ReceiveBuffer(1 << 20), ReceiveBuffer(1 << 20)
    once, taken = _tokens(whole, [said.data]), _tokens(cut, said.pieces())
    assert sum(token.length for token in once) + whole.occupied_bytes <= len(said.data)
    assert _kept(once) == _kept(taken)
    assert sum(token.length for token in once) == sum(token.length for token in taken)
    assert (whole.position, whole.in_command) == (cut.position, cut.in_command)
    assert whole.clear() <= len(said.data)
    assert not whole.in_command


def _kept(tokens: list[Token]) -> bytes:
    """What is handed on; of a command that is too long only a head is."""
    return b"".join(token.data for token in tokens if token.kind is not TokenKind.TOO_LONG)


def _tokens(buffer: ReceiveBuffer, pieces: list[bytes]) -> list[Token]:
    found = []
    for piece in pieces:
        buffer.append(piece)
        while token := buffer.next():
            found.append(token)
    return found
