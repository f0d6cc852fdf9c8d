"""What is kept of a card that was read: that there was one, how far to believe it, why. Never whose it was.

The number is kept as a hash under the key of the day, and so is all evidence that is one card's own. Of the
rest (challenges, the signer's certificate) nobody can tell the card.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.desk.audit import AuditEntry
from kiosk.desk.calendar import Calendar
from kiosk.desk.card_keys import DayKeys
from kiosk.desk.store import Store
from state_machines.interfaces import Clock

STEP = "card"
OF_NO_CARD = frozenset(  # evidence that is kept as it is
    {"active_challenge", "chip_challenge", "chip_protocol", "signer_sha256", "anchor_sha256"}
)


@dataclass(frozen=True, slots=True, repr=False)
class CardRecord:
    """How a reading ended: `level` is a level of trust, or `given_up`; only `number` is personal."""

    level: str
    cause: str = ""
    number: str = ""
    checks: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    differs: tuple[str, ...] = ()  # names of fields that the code and the chip do not agree on

    def __repr__(self) -> str:
        return f"CardRecord(level={self.level!r}, cause={self.cause!r})"


class CardLog:
    """Writes readings to the audit of one robot."""

    def __init__(self, store: Store, clock: Clock, calendar: Calendar, keys: DayKeys, robot: str) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar
        self._keys = keys
        self._robot = robot

    async def add(self, record: CardRecord) -> None:
        """Durable when it returns. Raises `StoreError`, and `OSError` where the day's key cannot be kept."""
        now = self._clock.now()
        reason = _reason(record, self._keys.of(self._calendar.day(now)))
        entry = AuditEntry(now, self._robot, f"{STEP}:{record.level}", reason=reason)
        await self._store.transact(lambda unit: unit.audit.add(entry))

    def destroy_old_keys(self) -> int:
        """Destroy what is kept no longer; how many keys. Raises `OSError`."""
        return self._keys.destroy_old(self._today)

    @property
    def _today(self) -> date:
        return self._calendar.day(self._clock.now())


def keyed(key: bytes, what: str, value: str) -> str:
    """HMAC-SHA-256 of `value` for one purpose, in hexadecimal."""
    return hmac.new(key, f"{what}:{value}".encode(), hashlib.sha256).hexdigest()


def _reason(record: CardRecord, key: bytes) -> str:
    evidence = {
        name: value if name in OF_NO_CARD else keyed(key, name, value)
        for name, value in record.evidence.items()
    }
    said = {
        "card": keyed(key, "number", record.number) if record.number else "",
        "cause": record.cause,
        "checks": dict(record.checks),
        "evidence": evidence,
        "differs": list(record.differs),
    }
    return json.dumps({name: value for name, value in said.items() if value}, separators=(",", ":"))
