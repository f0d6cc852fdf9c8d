"""The staff door: PINs, sessions, and tokens for programs. Only hashes are kept.

Responsible for who it is and for slowing guesses down, also across restarts. Not for what each may do.
"""

import asyncio
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from kiosk.desk import pins
from kiosk.desk.audit import AuditEntry
from kiosk.desk.listeners import Listeners
from kiosk.desk.model import DeskError, NotAllowed, UnknownName
from kiosk.desk.store import Store
from kiosk.desk.unit import PinRecord, Session, Unit
from state_machines.interfaces import Clock

T = TypeVar("T")
IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # being seen is written no oftener
DOOR = "door"


class WrongPin(DeskError):
    """Not let in: wrong, or not tried because of wrong tries before. `wait_s` until the next try counts."""

    def __init__(self, wait_s: float, locked: bool) -> None:
        text = "locked: somebody must unlock it on the spot" if locked else f"wrong PIN, wait {wait_s:.0f} s"
        super().__init__("pin_locked" if locked else "pin_wrong", text)
        self.wait_s = wait_s
        self.locked = locked


@dataclass(frozen=True, slots=True)
class Alarm:
    """Somebody guesses at a PIN."""

    name: str
    address: str  # where from; for the listener only, never kept
    failures: int
    locked: bool


def new_token() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(32)


class StaffDoor:
    """Who it is; wrong PINs cost waiting time, persisted before the PIN is looked at."""

    def __init__(self, store: Store, clock: Clock, make_token: Callable[[], str] = new_token) -> None:
        self._store = store
        self._clock = clock
        self._make_token = make_token
        self._one_at_a_time = asyncio.Semaphore(1)  # scrypt takes 32 MB each
        self._alarms: Listeners[Alarm] = Listeners()

    def on_alarm(self, listener: Callable[[Alarm], None]) -> None:
        """Call `listener` on the event loop from the fifth wrong PIN on."""
        self._alarms.add(listener)

    async def set_pin(self, name: str, pin: str) -> None:
        """A new PIN for a new or known name; its sessions end. Raises `NotAllowed` for a weak one."""
        if not pins.is_good(pin):
            raise NotAllowed("pin_weak", "a PIN has 6 to 12 digits, not all the same and not a plain run")
        salt = pins.new_salt()
        record = PinRecord(name, salt, await self._slowly(pins.digest, pin, salt))
        await self._store.transact(lambda unit: _set_pin(unit, record, self._clock.now()))

    async def names(self) -> tuple[str, ...]:
        """Who has a PIN, sorted."""
        return await self._store.read(lambda unit: unit.staff.names())

    async def login(self, name: str, pin: str, address: str) -> str:
        """A session token for the right PIN; raises `WrongPin`."""
        record = await self._store.transact(lambda unit: _charge_try(unit, name, self._clock.now()))
        if not isinstance(record, PinRecord):
            raise record
        if not await self._slowly(pins.matches, pin, record.salt, record.digest):
            raise await self._refusal(record, address)
        token = self._make_token()
        await self._store.transact(lambda unit: _let_in(unit, record, _hashed(token), self._clock.now()))
        return token

    async def session(self, token: str) -> str | None:
        """The name of a valid session; being used keeps it alive for 8 hours, 12 at most."""
        now, token_hash = self._clock.now(), _hashed(token)
        session = await self._store.read(lambda unit: unit.staff.session(token_hash))
        if session is None or now - session.seen_at > IDLE or now - session.created_at > ABSOLUTE:
            return None
        if now - session.seen_at > SEEN_EVERY:
            await self._store.transact(lambda unit: _see(unit, token_hash, now))
        return session.name

    async def logout(self, token: str) -> None:
        """End a session; safe to repeat."""
        await self._store.transact(lambda unit: unit.staff.end_session(_hashed(token)))

    async def new_token(self, label: str) -> str:
        """A token for a program; an older one of the same label ends."""
        token = self._make_token()
        now = self._clock.now()
        await self._store.transact(lambda unit: unit.staff.put_token(label, _hashed(token), now))
        return token

    async def token(self, token: str) -> str | None:
        """The label of a valid token."""
        return await self._store.read(lambda unit: unit.staff.token_label(_hashed(token)))

    async def unlock(self, name: str) -> None:
        """Forget the wrong tries of a name; raises `UnknownName`."""
        now = self._clock.now()
        await self._store.transact(lambda unit: _unlock(unit, name, now))

    async def _slowly(self, work: Callable[..., T], *args: object) -> T:
        async with self._one_at_a_time:
            return await asyncio.to_thread(work, *args)

    async def _refusal(self, record: PinRecord, address: str) -> WrongPin:
        locked, wait = pins.is_locked(record.failures), pins.wait_after(record.failures)
        if wait:
            await self._store.transact(lambda unit: _note_alarm(unit, record, self._clock.now()))
            self._alarms.tell([Alarm(record.name, address, record.failures, locked)])
        return WrongPin(wait.total_seconds(), locked)


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _set_pin(unit: Unit, record: PinRecord, now: datetime) -> None:
    unit.staff.put_pin(record)
    unit.staff.end_sessions_of(record.name)
    unit.audit.add(AuditEntry(now, DOOR, "pin_set", reason=record.name))


def _charge_try(unit: Unit, name: str, now: datetime) -> PinRecord | WrongPin:
    """Count the try before the PIN is looked at: guesses at the same time cost as much as one by one."""
    record = unit.staff.pin(name)
    if record is None:
        return WrongPin(0, locked=False)
    if pins.is_locked(record.failures):
        return WrongPin(0, locked=True)
    if record.wait_until is not None and now < record.wait_until:
        return WrongPin((record.wait_until - now).total_seconds(), locked=False)
    failures = record.failures + 1
    wait = pins.wait_after(failures)
    charged = replace(record, failures=failures, wait_until=now + wait if wait else None)
    unit.staff.put_pin(charged)
    return charged


def _note_alarm(unit: Unit, record: PinRecord, now: datetime) -> None:
    step = "pin_locked" if pins.is_locked(record.failures) else "pin_alarm"
    unit.audit.add(AuditEntry(now, DOOR, step, reason=record.name))


def _let_in(unit: Unit, record: PinRecord, token_hash: bytes, now: datetime) -> None:
    unit.staff.put_pin(replace(record, failures=0, wait_until=None))
    unit.staff.end_sessions_before(now - ABSOLUTE)
    unit.staff.put_session(Session(token_hash, record.name, created_at=now, seen_at=now))
    unit.audit.add(AuditEntry(now, record.name, "login"))


def _see(unit: Unit, token_hash: bytes, now: datetime) -> None:
    if session := unit.staff.session(token_hash):
        unit.staff.put_session(replace(session, seen_at=now))


def _unlock(unit: Unit, name: str, now: datetime) -> None:
    record = unit.staff.pin(name)
    if record is None:
        raise UnknownName("unknown_name", f"there is nobody called {name!r}")
    unit.staff.put_pin(replace(record, failures=0, wait_until=None))
    unit.audit.add(AuditEntry(now, DOOR, "unlock", reason=name))
