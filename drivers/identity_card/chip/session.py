"""A chip that is open: reading its files, having it prove itself.

Responsible for: opening again with smaller blocks when the card takes none so large, counting commands.
Not responsible for: what the files say (files/), whether it may be believed (authentication/).
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drivers.identity_card.chip import commands
from drivers.identity_card.chip.card import SHORT_BYTES, Card, Transmit
from drivers.identity_card.chip.card_access import CardAccess, read_card_access
from drivers.identity_card.chip.channel import Channel
from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import Absent, CardError, Refused, SessionLost
from drivers.identity_card.chip.keys import AccessKey, Can, MrzKey, Suite
from drivers.identity_card.chip.opening import Way, enter, go_in
from drivers.identity_card.chip.pace import Random
from drivers.identity_card.chip.reading import FileReader, Progress
from drivers.identity_card.chip.secure_messaging import SecureMessaging
from drivers.identity_card.chip.status_words import NO_FILE, NOT_ALLOWED, is_about_size, right_length
from drivers.identity_card.chip.tlv import need

__all__ = ["Access", "AccessKey", "Can", "Card", "Chip", "MrzKey", "Transmit", "open_chip"]

ANSWERS_BYTES = (SHORT_BYTES, 192, 144, 112)  # what to come down to when an answer is too long for the card
_DYNAMIC_DATA = 0x7C


@dataclass(frozen=True, slots=True)
class Access:
    """How a chip was opened, for a technician and for the evidence."""

    protocol: str  # pace, bac
    password: str  # can, mrz
    suite: Suite
    oid: str  # of PACE; empty for BAC
    parameter_id: int | None  # of TR-03110; None for BAC
    curve: str  # empty for BAC
    card_access: bytes  # the raw file; empty when the card does not show it
    card_access_from: str  # master_file, application, constant, malformed


class Chip:
    """An open chip (see `open_chip`). One command at a time."""

    def __init__(
        self, channel: Channel, offer: CardAccess, way: Way, random: Random, block_bytes: int | None
    ) -> None:
        self._channel = channel
        self._offer = offer
        self._way = way
        self._random = random
        self._files = FileReader(channel, block_bytes)
        self._longest = channel.card.max_response
        self._known: dict[ElementaryFile, bool] = {}
        self.access = _access(offer, way)
        self.reopened = 0  # sessions lost to blocks that were too large

    @property
    def apdus(self) -> int:
        """Commands sent so far."""
        return self._channel.apdus

    @property
    def block_bytes(self) -> int:
        """Bytes of a file asked for at a time now."""
        return self._files.block_bytes

    def read(self, file: ElementaryFile, progress: Progress | None = None) -> bytes:
        """The file as the card gave it, to the end of its outer tag. `progress`: bytes so far, of how many.

        Raises `CardError`: `Absent` where there is no such file, `Refused` where it may not be read.
        """
        while True:
            try:
                data = self._files.read(file, progress)
            except SessionLost as error:
                self._recover(file, error)
            except Refused as error:
                self._known[file] = not isinstance(error, Absent)
                if not is_about_size(error.status):
                    raise
                self._come_down(error, error.status)
            else:
                self._known[file] = True
                return data

    def has(self, file: ElementaryFile) -> bool | None:
        """Whether the card has the file; None when it does not say."""
        if file not in self._known:
            try:
                self._files.select(file)
                self._known[file] = True
            except Absent:
                self._known[file] = False
            except Refused:
                return None
            except SessionLost:
                self._open_again()
                return None
        return self._known[file]

    def manage_security_environment(self, p1: int, p2: int, data: bytes) -> None:
        """MANAGE SECURITY ENVIRONMENT. Raises `Refused`."""
        self._channel.demand(commands.set_security_environment(p1, p2, data), "security environment")

    def general_authenticate(self, data: bytes, last: bool = True) -> bytes:
        """GENERAL AUTHENTICATE: what tag 7C wraps, there and back (nothing for an empty answer)."""
        command = commands.general_authenticate(data, is_last=last)
        answer = self._channel.demand(command, "general authentication")
        return need(answer, _DYNAMIC_DATA).value if answer else b""

    def internal_authenticate(self, challenge: bytes) -> bytes:
        """The chip's signature over the challenge of 8 bytes. Raises `Refused`."""
        expected = self._channel.card.max_response
        command = commands.internal_authenticate(
            challenge, expected if expected > SHORT_BYTES else SHORT_BYTES
        )
        return self._channel.demand(command, "active authentication")

    def switch_keys(self, suite: Suite, enc: bytes, mac: bytes) -> None:
        """Go on under the keys of chip authentication, the counter at 0."""
        self._channel.secure(SecureMessaging(suite, enc, mac))

    def forget(self) -> None:
        """Forget the session's keys: nothing more can be read."""
        self._channel.secure(None)

    def _recover(self, file: ElementaryFile, error: SessionLost) -> None:
        """Open again; raises what the bare status word means unless a smaller block may do."""
        if error.status in (NO_FILE, NOT_ALLOWED):
            self._open_again()
            self._known[file] = error.status != NO_FILE
            refusal = Absent if error.status == NO_FILE else Refused
            raise refusal(error.status, f"EF.{file.name}: {error}") from error
        self._come_down(error, error.status)
        self._open_again()

    def _come_down(self, error: CardError, status: int) -> None:
        """The next smaller answer, or `error` when there is none."""
        card = self._channel.card
        smaller = [size for size in ANSWERS_BYTES if size < card.max_response]
        if not smaller:
            card.max_response = self._longest  # it was not the length
            raise error
        right = right_length(status)
        fitting = (size for size in smaller if self._channel.longest_read(size) <= right)
        card.max_response = next(fitting, smaller[0])

    def _open_again(self) -> None:
        self.reopened += 1
        self._channel.reset()
        enter(self._channel, self._offer, self._way, self._random)


def open_chip(
    card: Card,
    keys: Sequence[AccessKey],
    random: Callable[[int], bytes] = os.urandom,
    block_bytes: int | None = None,
) -> Chip:
    """Open the chip of `card` with the first of `keys` that it takes. Raises `CardError`.

    `block_bytes`: how much of a file to ask for at a time; as much as fits into an answer without it.
    """
    channel = Channel(card)
    channel.reset()
    offer = read_card_access(channel)
    way = go_in(channel, offer, keys, random)
    return Chip(channel, offer, way, random, block_bytes)


def _access(offer: CardAccess, way: Way) -> Access:
    pace = way.pace
    return Access(
        protocol="pace" if pace else "bac",
        password="can" if isinstance(way.key, Can) else "mrz",
        suite=pace.suite if pace and pace.suite else Suite.TRIPLE_DES,
        oid=pace.dotted if pace else "",
        parameter_id=pace.parameter_id if pace else None,
        curve=pace.curve.name if pace and pace.curve else "",
        card_access=offer.raw,
        card_access_from=offer.source.value,
    )
