"""The chip: command APDUs in, answers out (ICAO 9303-10, 9303-11; ISO/IEC 7816-4).

Responsible for: which command is allowed when, the session and its end. Not responsible for: the radio,
the reader, time (an answer only says how long it would take).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from simulator.identity_card.active_authentication import signature
from simulator.identity_card.apdu import (
    BAD_DATA,
    BAD_PARAMETERS,
    CHAIN_BROKEN,
    CONDITIONS,
    MESSAGING_WRONG,
    NO_SUCH_CLASS,
    NO_SUCH_INSTRUCTION,
    NOT_SATISFIED,
    OK,
    WRONG_LENGTH,
    Chance,
    Command,
    Refused,
    parse_command,
)
from simulator.identity_card.bac import BasicAccess
from simulator.identity_card.chip_authentication import agreed_session, chosen_key, old_style_key
from simulator.identity_card.der import BadTlv, read_all, tlv
from simulator.identity_card.faults import ChipFaults, Habits
from simulator.identity_card.file_system import FileSystem
from simulator.identity_card.large_reads import large_answer
from simulator.identity_card.lds import CardFiles
from simulator.identity_card.messaging import Session
from simulator.identity_card.pace import Pace, chosen_offer, password_of
from simulator.identity_card.secrets import AgreementKey
from simulator.identity_card.tampering import flipped

ATR = bytes.fromhex("3B80800101")  # a contactless card without historical bytes
SECURED, CHAINED = 0x0C, 0x10
SELECT, READ, READ_ODD = 0xA4, 0xB0, 0xB1
SET_PACE, SET_AGREEMENT, SET_OLD_AGREEMENT = 0xC1A4, 0x41A4, 0x41A6
CHALLENGE_BYTES = 8
FILES = 0x0100  # a file's identifier is this and its short one (ICAO 9303-10, 3.6)


@dataclass(frozen=True, slots=True)
class Answer:
    """Response APDU; `delay_s` infinite = it never comes; `gone` = the card is no longer on the reader."""

    data: bytes
    delay_s: float = 0.0
    gone: bool = False


class Chip:
    """One chip in a reader's field. `faults` may change at any time; `commands` counts since `put_back`."""

    atr = ATR

    def __init__(
        self, card: CardFiles, chance: Chance, habits: Habits | None = None, faults: ChipFaults | None = None
    ) -> None:
        self.card = card
        self.faults = faults or ChipFaults()
        self.commands = 0
        self._habits = habits or Habits()
        self._chance = chance
        self._instructions: dict[int, Callable[[Command], tuple[bytes, int]]] = {
            SELECT: self._select,
            READ: self._read,
            READ_ODD: self._read,
            0x22: self._manage_security,
            0x82: self._mutual_authenticate,
            0x84: self._get_challenge,
            0x86: self._general_authenticate,
            0x88: self._internal_authenticate,
        }
        self.reset()

    def put_back(self) -> None:
        """Laid on the reader anew: commands are counted from 1 again."""
        self.commands = 0
        self.reset()

    def reset(self) -> None:
        """Power off and on: nothing is chosen, nobody is known."""
        self._files = FileSystem(self.card, self._habits)
        self._basic = BasicAccess(self.card.secrets.mrz, self._chance) if self.card.secrets.mrz else None
        self._forget()

    def flip(self, short_id: int, offset: int) -> bool:
        """Change a byte of a file, from the next power-up on; whether there is such a byte."""
        file = FILES | short_id
        if not 0 <= offset < len(self.card.files.get(file, b"")):
            return False
        self.card = flipped(self.card, file, offset)
        return True

    def transmit(self, command: bytes, now: float) -> Answer:
        """Answer one command APDU at `now` (seconds)."""
        del now
        self.commands += 1
        faults = self.faults
        if faults.pull_at is not None and self.commands >= faults.pull_at:
            return Answer(b"", gone=True)
        if faults.hang_at is not None and self.commands >= faults.hang_at:
            return Answer(b"", math.inf)
        return Answer(self._answer(command), faults.slow_s)

    def _forget(self) -> None:
        self._session: Session | None = None
        self._next: Session | None = None
        self._authorised = False
        self._pace: Pace | None = None
        self._agreement: AgreementKey | None = None

    def _answer(self, raw: bytes) -> bytes:
        try:
            command = parse_command(raw)
            if command.extended and not self._habits.extended_length:
                raise Refused(WRONG_LENGTH)
            if command.cla & SECURED == SECURED:
                return self._protected(command)
            if self._session is not None:
                self._forget()
            data, status = self._do(command)
        except Refused as refused:
            if self._session is not None:
                self._forget()
            return refused.status.to_bytes(2, "big")
        self._begin()
        return data + status.to_bytes(2, "big")

    def _protected(self, command: Command) -> bytes:
        session = self._session
        if session is None:
            raise Refused(MESSAGING_WRONG)
        inner = session.open(command)
        try:
            data, status = self._do(inner)
        except Refused as refused:
            if refused.bare:
                raise
            data, status = b"", refused.status
        answer = session.seal(data, status, command.room, odd=bool(inner.ins & 1))
        self._begin()
        return _spoilt(answer) if self.commands == self.faults.wrong_mac_at else answer

    def _begin(self) -> None:
        if self._next is not None:
            self._session, self._next = self._next, None

    def _do(self, command: Command) -> tuple[bytes, int]:
        if command.cla & ~CHAINED:
            raise Refused(NO_SUCH_CLASS)
        if command.ins not in self._instructions:
            raise Refused(NO_SUCH_INSTRUCTION)
        if command.cla and command.ins != 0x86:
            raise Refused(CHAIN_BROKEN)
        return self._instructions[command.ins](command)

    def _select(self, command: Command) -> tuple[bytes, int]:
        self._files.select(command, self._authorised)
        return b"", OK

    def _read(self, command: Command) -> tuple[bytes, int]:
        trouble = large_answer(command, self.faults)
        if trouble is None:
            return self._files.read(command, self._authorised)
        data, _ = self._files.read(replace(command, wanted=self.faults.large_over), self._authorised)
        return data, trouble

    def _get_challenge(self, command: Command) -> tuple[bytes, int]:
        if command.wanted is None or command.wanted < CHALLENGE_BYTES:
            raise Refused(WRONG_LENGTH)
        return self._basic_access().challenge(), OK

    def _mutual_authenticate(self, command: Command) -> tuple[bytes, int]:
        answer, self._next = self._basic_access().authenticate(command)
        self._authorised = True
        return answer, OK

    def _basic_access(self) -> BasicAccess:
        if self._basic is None or not self.card.kind.bac:
            raise Refused(NO_SUCH_INSTRUCTION)
        if not self._files.inside or self._authorised:
            raise Refused(CONDITIONS)
        return self._basic

    def _manage_security(self, command: Command) -> tuple[bytes, int]:
        if self._habits.refuses_le and command.wanted is not None:
            raise Refused(WRONG_LENGTH)
        named = _objects(command.data)
        if command.reference == SET_PACE:
            offer = chosen_offer(self.card.kind.pace, named)
            password = password_of(self.card.secrets, named.get(0x83, b""))
            self._pace = Pace(offer, password, self._chance)
            return b"", OK
        if not self._authorised:
            raise Refused(NOT_SATISFIED)
        self._choose_agreement(command.reference, named)
        return b"", OK

    def _choose_agreement(self, reference: int, named: dict[int, bytes]) -> None:
        keys = self.card.secrets.agreement
        if reference == SET_AGREEMENT:
            self._agreement = chosen_key(keys, named)
        elif reference == SET_OLD_AGREEMENT:
            self._next = agreed_session(old_style_key(keys, named), named.get(0x91, b""))
        else:
            raise Refused(BAD_PARAMETERS)

    def _general_authenticate(self, command: Command) -> tuple[bytes, int]:
        if self._pace is not None:
            return self._pace_step(self._pace, command), OK
        key, self._agreement = self._agreement, None
        if key is None:
            raise Refused(CONDITIONS)
        outer = _objects(command.data)
        self._next = agreed_session(key, _objects(outer.get(0x7C, b"")).get(0x80, b""))
        return tlv(0x7C, b""), OK

    def _pace_step(self, pace: Pace, command: Command) -> bytes:
        self._pace = None
        if pace.last != (command.cla == 0):
            raise Refused(CHAIN_BROKEN)
        answer = pace.step(command)
        if pace.session is None:
            self._pace = pace
        else:
            self._next, self._authorised = pace.session, True
        return answer

    def _internal_authenticate(self, command: Command) -> tuple[bytes, int]:
        if not self._authorised:
            raise Refused(NOT_SATISFIED)
        if self.card.secrets.active is None:
            raise Refused(NO_SUCH_INSTRUCTION)
        if len(command.data) != CHALLENGE_BYTES or command.wanted is None:
            raise Refused(WRONG_LENGTH)
        return signature(self.card.secrets.active, command.data, self._chance), OK


def _objects(data: bytes) -> dict[int, bytes]:
    try:
        return {one.tag: one.value for one in read_all(data)}
    except BadTlv as error:
        raise Refused(BAD_DATA) from error


def _spoilt(answer: bytes) -> bytes:
    return answer[:-3] + bytes([answer[-3] ^ 1]) + answer[-2:]
