"""What a relay-and-input board can be asked and told by Modbus functions. Pure.

Source: MODBUS Application Protocol V1.1b3, 6.1 to 6.12, and 7 for exceptions.
"""

from collections.abc import Callable, Sequence
from enum import IntEnum

ON, OFF = b"\xff\x00", b"\x00\x00"
MOST_BITS, MOST_WORDS, MOST_BITS_SET, MOST_WORDS_SET = 2000, 125, 0x7B0, 0x7B


class Refusal(IntEnum):
    """Exception codes."""

    FUNCTION = 1
    ADDRESS = 2
    VALUE = 3
    BUSY = 6


class Refused(Exception):
    """The request gets an exception; `code` says which."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code.name)
        self.code = code


class Registers:
    """Answers requests from four banks. `set_coil` and `set_word` may raise `Refused`."""

    def __init__(
        self,
        coils: Callable[[], Sequence[bool]],
        inputs: Callable[[], Sequence[bool]],
        words: Callable[[], Sequence[int]],
        counters: Callable[[], Sequence[int]],
        set_coil: Callable[[int, bool], None],
        set_word: Callable[[int, int], None],
    ) -> None:
        self._bits = {1: coils, 2: inputs}
        self._words = {3: words, 4: counters}
        self._set_coil, self._set_word = set_coil, set_word

    def answer(self, function: int, data: bytes) -> bytes:
        """What follows the function in the answer. Raises `Refused`."""
        if function in self._bits:
            return self._read_bits(self._bits[function](), data)
        if function in self._words:
            return self._read_words(self._words[function](), data)
        if function in (5, 6):
            return self._write_one(function, data)
        if function in (15, 16):
            return self._write_many(function, data)
        raise Refused(Refusal.FUNCTION)

    def _read_bits(self, bits: Sequence[bool], data: bytes) -> bytes:
        first, count = _span(data, len(bits), MOST_BITS)
        packed = sum(bit << at for at, bit in enumerate(bits[first : first + count]))
        width = (count + 7) // 8
        return bytes((width,)) + packed.to_bytes(width, "little")

    def _read_words(self, words: Sequence[int], data: bytes) -> bytes:
        first, count = _span(data, len(words), MOST_WORDS)
        chosen = words[first : first + count]
        return bytes((2 * count,)) + b"".join((word & 0xFFFF).to_bytes(2, "big") for word in chosen)

    def _write_one(self, function: int, data: bytes) -> bytes:
        address, value = int.from_bytes(data[:2], "big"), data[2:]
        if len(data) != 4 or (function == 5 and value not in (ON, OFF)):
            raise Refused(Refusal.VALUE)
        bank = self._bits[1]() if function == 5 else self._words[3]()
        if address >= len(bank):
            raise Refused(Refusal.ADDRESS)
        if function == 5:
            self._set_coil(address, value == ON)
        else:
            self._set_word(address, int.from_bytes(value, "big"))
        return data

    def _write_many(self, function: int, data: bytes) -> bytes:
        bank = self._bits[1]() if function == 15 else self._words[3]()
        first, count = _span(data[:4], len(bank), MOST_BITS_SET if function == 15 else MOST_WORDS_SET)
        width = (count + 7) // 8 if function == 15 else 2 * count
        values = data[5:]
        if len(data) < 5 or data[4] != width or len(values) != width:
            raise Refused(Refusal.VALUE)
        for at in range(count):
            if function == 15:
                self._set_coil(first + at, bool(values[at // 8] >> at % 8 & 1))
            else:
                self._set_word(first + at, int.from_bytes(values[2 * at : 2 * at + 2], "big"))
        return data[:4]


def _span(data: bytes, there: int, most: int) -> tuple[int, int]:
    first, count = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
    if len(data) != 4 or not 0 < count <= most:
        raise Refused(Refusal.VALUE)
    if first + count > there:
        raise Refused(Refusal.ADDRESS)
    return first, count
