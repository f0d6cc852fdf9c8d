"""The files of a chip, who may read them and how much at a time (ISO/IEC 7816-4 §7.1, §7.2)."""

from simulator.identity_card.apdu import (
    BAD_DATA,
    BAD_OFFSET,
    BAD_PARAMETERS,
    END_OF_FILE,
    EXTENDED,
    NO_FILE_CHOSEN,
    NO_SUCH_FILE,
    NO_SUCH_INSTRUCTION,
    NOT_SATISFIED,
    OK,
    SHORT,
    WRONG_LENGTH,
    Command,
    Refused,
)
from simulator.identity_card.der import BadTlv, length_of, read_one, tlv
from simulator.identity_card.faults import Habits
from simulator.identity_card.lds import CARD_ACCESS, FINGERPRINTS, CardFiles, group_id

APPLICATION = bytes.fromhex("A0000002471001")
BY_NAME, BY_IDENTIFIER, MASTER_FILE = 0x04, 0x02, 0x00
ODD = 0xB1  # READ BINARY with its offset as an object


class FileSystem:
    """One chip's files, and which application and file are chosen."""

    def __init__(self, card: CardFiles, habits: Habits) -> None:
        self._card = card
        self._habits = habits
        self.inside = False  # the application is chosen
        self._chosen: int | None = None

    def select(self, command: Command, authorised: bool) -> None:
        """SELECT. Raises `Refused`."""
        if self._habits.refuses_le and command.wanted is not None:
            raise Refused(WRONG_LENGTH)
        if command.p1 == BY_NAME:
            self._enter(command.data)
        elif command.p1 == BY_IDENTIFIER:
            if len(command.data) != 2:
                raise Refused(BAD_DATA)
            self._choose(int.from_bytes(command.data, "big"), authorised)
        elif command.p1 == MASTER_FILE:
            self._leave()
        else:
            raise Refused(BAD_PARAMETERS)

    def read(self, command: Command, authorised: bool) -> tuple[bytes, int]:
        """READ BINARY: data and status. Raises `Refused`."""
        if command.wanted is None:
            raise Refused(WRONG_LENGTH)
        if command.ins == ODD:
            return self._read_odd(command, authorised, command.wanted)
        offset = command.reference
        if command.p1 & 0x80:
            self._choose(0x0100 | command.p1 & 0x1F, authorised)
            offset = command.p2
        return self._part(offset, command.wanted, authorised)

    def _enter(self, name: bytes) -> None:
        if name != APPLICATION or not self._card.files:
            raise Refused(NO_SUCH_FILE)
        self.inside, self._chosen = True, None

    def _leave(self) -> None:
        if not self._habits.master_file:
            raise Refused(NO_SUCH_INSTRUCTION)
        self.inside, self._chosen = False, None

    def _choose(self, file: int, authorised: bool) -> None:
        if file == CARD_ACCESS:
            self._choose_card_access()
            return
        if not self.inside:
            raise Refused(NO_SUCH_FILE)
        if not authorised or file == group_id(FINGERPRINTS):
            raise Refused(NOT_SATISFIED)
        if file not in self._card.files:
            raise Refused(NO_SUCH_FILE)
        self._chosen = file

    def _choose_card_access(self) -> None:
        if self._habits.card_access == "refused":
            raise Refused(NOT_SATISFIED)
        here = self.inside == (self._habits.card_access == "application")
        if not here or CARD_ACCESS not in self._card.files:
            raise Refused(NO_SUCH_FILE)
        self._chosen = CARD_ACCESS

    def _read_odd(self, command: Command, authorised: bool, wanted: int) -> tuple[bytes, int]:
        if command.reference > 0x1F:
            raise Refused(BAD_PARAMETERS)
        if command.reference:
            self._choose(0x0100 | command.reference, authorised)
        try:
            offset, _ = read_one(command.data)
        except BadTlv as error:
            raise Refused(BAD_DATA) from error
        if offset.tag != 0x54:
            raise Refused(BAD_DATA)
        room = wanted - 1 - len(length_of(wanted))
        data, status = self._part(int.from_bytes(offset.value, "big"), room, authorised)
        return tlv(0x53, data), OK if wanted in (SHORT, EXTENDED) else status

    def _part(self, offset: int, wanted: int, authorised: bool) -> tuple[bytes, int]:
        if self._chosen is None:
            raise Refused(NO_FILE_CHOSEN)
        if self._chosen != CARD_ACCESS and not authorised:
            raise Refused(NOT_SATISFIED)
        content = self._card.files[self._chosen]
        if offset >= len(content):
            raise Refused(BAD_OFFSET)
        data = content[offset : offset + min(wanted, self._habits.most_answer)]
        all_there = wanted in (SHORT, EXTENDED) or len(data) == min(wanted, self._habits.most_answer)
        return data, OK if all_there else END_OF_FILE
