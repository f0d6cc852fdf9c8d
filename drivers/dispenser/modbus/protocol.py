"""Requests to a board of relays and inputs, and its answers, as Modbus RTU. Pure.

Source: Modbus application protocol V1.1b3, functions 01, 02, 05, 06; over serial line V1.02, section 2.5.
Framing, check sum and coding are pymodbus' own (docs/decisions/2026-12-01-modbus.md).
"""

from dataclasses import dataclass

from pymodbus.exceptions import ModbusException
from pymodbus.framer import FramerRTU
from pymodbus.pdu import DecodePDU, ModbusPDU
from pymodbus.pdu.bit_message import ReadCoilsRequest, ReadDiscreteInputsRequest, WriteSingleCoilRequest
from pymodbus.pdu.register_message import WriteSingleRegisterRequest

READ_COILS, READ_INPUTS, WRITE_COIL, WRITE_REGISTER = 1, 2, 5, 6
_KNOWN = (READ_COILS, READ_INPUTS, WRITE_COIL, WRITE_REGISTER)
_REFUSED = 0x80
_SHORTEST, _LONGEST = 5, 256  # bytes of a frame


@dataclass(frozen=True, slots=True)
class Answer:
    """What a board said: `bits` of a reading, `address` and one bit of a coil that was set, or a refusal."""

    function: int
    bits: tuple[bool, ...] = ()
    address: int = 0
    exception: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A request's frame, and what its answer looks like; `echo`: the same bytes come back."""

    frame: bytes
    function: int
    count: int = 1
    address: int = 0

    def is_answered_by(self, answer: Answer) -> bool:
        """True where it answers or refuses this question."""
        if answer.exception:
            return answer.function == self.function
        if answer.function != self.function:
            return False
        if self.function in (WRITE_COIL, WRITE_REGISTER):
            return answer.address == self.address
        return len(answer.bits) >= self.count


def read_coils(unit: int, first: int, count: int) -> Question:
    """Ask for `count` relays from `first` on."""
    request = ReadCoilsRequest(dev_id=unit, address=first, count=count)
    return Question(_framed(request), READ_COILS, count)


def read_inputs(unit: int, first: int, count: int) -> Question:
    """Ask for `count` inputs from `first` on."""
    request = ReadDiscreteInputsRequest(dev_id=unit, address=first, count=count)
    return Question(_framed(request), READ_INPUTS, count)


def write_coil(unit: int, coil: int, is_on: bool) -> Question:
    """Close a relay, or open it."""
    request = WriteSingleCoilRequest(dev_id=unit, address=coil, bits=[is_on])
    return Question(_framed(request), WRITE_COIL, address=coil)


def write_register(unit: int, register: int, value: int) -> Question:
    """Set a holding register."""
    request = WriteSingleRegisterRequest(dev_id=unit, address=register, registers=[value])
    return Question(_framed(request), WRITE_REGISTER, address=register)


class AnswerReader:
    """Finds the answers of one board in what comes, in any pieces and among anything else.

    Some converters give our own bytes back; a setting of a coil and its answer are the same bytes.
    """

    def __init__(self, unit: int) -> None:
        self.noise_bytes = 0
        self._unit = unit
        self._waiting = b""

    def feed(self, data: bytes) -> list[Answer]:
        """The answers that `data` completes."""
        self._waiting += data
        found = []
        start = 0
        while start <= len(self._waiting) - _SHORTEST:
            taken, answer = self._answer_at(start)
            if answer is None:
                start += 1
                continue
            self.noise_bytes += start
            self._waiting, start = self._waiting[start + taken :], 0
            found.append(answer)
        self._bound()
        return found

    def forget(self) -> None:
        """What waits belongs to no answer of the next question."""
        self.noise_bytes += len(self._waiting)
        self._waiting = b""

    def _bound(self) -> None:
        surplus = max(len(self._waiting) - _LONGEST, 0)
        self.noise_bytes += surplus
        self._waiting = self._waiting[surplus:]

    def _answer_at(self, start: int) -> tuple[int, Answer | None]:
        """How long the answer is that begins right there, and the answer."""
        size = _size_of(self._waiting[start : start + 3], self._unit)
        frame = self._waiting[start : start + size]
        if not size or len(frame) < size:
            return 0, None
        try:
            used, said = FramerRTU(DecodePDU(False)).handleFrame(frame, self._unit, 0)
        except (ModbusException, IndexError, ValueError):
            return 0, None
        return (size, _answer(said)) if used == size and said is not None else (0, None)


def _size_of(begins: bytes, unit: int) -> int:
    """Bytes of a frame that begins so; 0 for one that is no answer."""
    if begins[0] != unit:
        return 0
    if begins[1] & _REFUSED:
        return 5 if begins[1] & ~_REFUSED in _KNOWN else 0
    if begins[1] in (WRITE_COIL, WRITE_REGISTER):
        return 8
    return begins[2] + 5 if begins[1] in (READ_COILS, READ_INPUTS) else 0


def _answer(said: ModbusPDU) -> Answer:
    function = said.function_code & ~_REFUSED
    if said.isError():
        return Answer(function, exception=said.exception_code)
    return Answer(function, tuple(map(bool, said.bits)), said.address)


def _framed(request: ModbusPDU) -> bytes:
    return FramerRTU(DecodePDU(False)).buildFrame(request)
