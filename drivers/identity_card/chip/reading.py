"""One file of the chip, whole, in as few commands as the card allows (ICAO 9303-10, 3.6.4).

Responsible for: selecting, the first block (which tells how long the file is), the rest, limits.
Not responsible for: going on with smaller blocks (session.py).
"""

from collections.abc import Callable

from drivers.identity_card.chip import commands
from drivers.identity_card.chip.apdu import Answer
from drivers.identity_card.chip.card import SHORT_BYTES
from drivers.identity_card.chip.channel import Channel
from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import Absent, CardError, Cause, Refused
from drivers.identity_card.chip.status_words import (
    END_OF_FILE,
    NO_FILE,
    OK,
    WRONG_OFFSET,
    is_about_size,
    said,
)
from drivers.identity_card.chip.tlv import Malformed, read_header, read_whole

Progress = Callable[[int, int], None]  # bytes read, bytes of the file
HEADER_BYTES = 8  # hold every tag and length that is allowed
LEAST_BYTES = 16  # a card that gives less at a time never comes to an end
_WRAPPING_BYTES = 4  # 53 82 LL LL


class FileReader:
    """Reads files over `channel`, `block_bytes` at a time or as many as fit into an answer."""

    def __init__(self, channel: Channel, block_bytes: int | None = None) -> None:
        self._channel = channel
        self._block_bytes = block_bytes
        self.by_short_id = True  # until the card shows that it knows none

    def read(self, file: ElementaryFile, progress: Progress | None = None) -> bytes:
        """The file's bytes to the end of its outer tag. Raises `CardError`, as `Chip.read` does."""
        data = bytearray(self._begin(file))
        total = _total(file, bytes(data[: HEADER_BYTES + 1]))
        while len(data) < total:
            _tell(progress, len(data), total)
            data += self._more(file, len(data), total - len(data))
        _tell(progress, total, total)
        return bytes(data[:total])

    def select(self, file: ElementaryFile) -> None:
        """Select the file. Raises `Absent`, `Refused`."""
        answer = self._channel.send(commands.select_file(file.fid))
        if answer.status != OK:
            raise _refusal(file, answer.status)

    @property
    def block_bytes(self) -> int:
        """How much is asked for at a time now."""
        fitting = self._channel.longest_read(self._channel.card.max_response)
        return fitting if self._block_bytes is None else min(self._block_bytes, fitting)

    @property
    def _is_careful(self) -> bool:
        """It has refused larger reads: ask for nothing that may be behind the end of a file."""
        return self._channel.card.max_response < SHORT_BYTES

    def _begin(self, file: ElementaryFile) -> bytes:
        if self.by_short_id and not self._is_careful:
            answer = self._channel.send(commands.read_by_short_id(file.sfi, self.block_bytes))
            if _gives(answer):
                return answer.data
            if is_about_size(answer.status):
                raise _refusal(file, answer.status)
        self.select(file)
        expected = HEADER_BYTES if self._is_careful else self.block_bytes
        data = self._asked(file, self._channel.send(commands.read_at(0, expected)))
        self.by_short_id = False
        return data

    def _more(self, file: ElementaryFile, offset: int, missing: int) -> bytes:
        wanted = min(self.block_bytes, missing)
        is_far = offset > commands.LAST_OFFSET
        expected = min(wanted + _WRAPPING_BYTES, self.block_bytes) if is_far else wanted
        answer = self._channel.send(commands.read_at(offset, expected))
        if answer.status == WRONG_OFFSET:
            raise Malformed(f"EF.{file.name} ends before byte {offset}; {missing} more are missing")
        data = self._asked(file, answer)
        if is_far:
            data = read_whole(data, commands.DATA_TAG).value
        if len(data) < min(wanted, LEAST_BYTES):
            raise Malformed(
                f"EF.{file.name} ends at byte {offset + len(data)}; {missing - len(data)} are missing"
            )
        return data[:wanted]

    def _asked(self, file: ElementaryFile, answer: Answer) -> bytes:
        if not _gives(answer):
            raise _refusal(file, answer.status)
        return answer.data


def _gives(answer: Answer) -> bool:
    """Less than was asked for is no error when the file ends before."""
    return answer.status in (OK, END_OF_FILE) and bool(answer.data)


def _refusal(file: ElementaryFile, status: int) -> CardError:
    message = f"EF.{file.name}: {said(status)}"
    if status == OK:
        return CardError(Cause.PROTOCOL, f"EF.{file.name}: an answer without data")
    return Absent(status, message) if status == NO_FILE else Refused(status, message)


def _total(file: ElementaryFile, head: bytes) -> int:
    tag, _, end = read_header(head)
    if tag != file.tag:
        raise Malformed(f"EF.{file.name} begins with tag {tag:X}; {file.tag:X} is right")
    return end


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)
