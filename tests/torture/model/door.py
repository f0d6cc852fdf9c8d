"""The staff door as plain dictionaries: who has which PIN, which tries were wrong, which tokens hold."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.torture.model.queue import QueueModel

IDLE, LONGEST = timedelta(hours=8), timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
FREE, LAST = 5, 20


@dataclass
class Key:
    """A PIN and the wrong tries since the last right one."""

    pin: str
    wrong: int = 0
    wait_until: datetime | None = None


@dataclass
class Login:
    """A session."""

    name: str
    since: datetime
    seen: datetime


@dataclass
class DoorModel:
    """The rules of the door as the reference tells them."""

    queue: QueueModel
    keys: dict[str, Key] = field(default_factory=dict)
    logins: dict[str, Login] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)  # label to token
    alarms: list[tuple[str, int, bool]] = field(default_factory=list)

    def set_pin(self, name: str, pin: str) -> None:
        """A new PIN ends all sessions of its name."""
        self.keys[name] = Key(pin)
        self.logins = {token: one for token, one in self.logins.items() if one.name != name}
        self.queue.audit.append(("door", "pin_set", None, name))

    def login(self, name: str, pin: str) -> tuple[float, bool] | None:
        """None when let in; else the seconds to wait and whether it is locked."""
        key, now = self.keys.get(name), self.queue.at
        if key is None:
            return 0, False
        if key.wrong >= LAST:
            return 0, True
        if key.wait_until and now < key.wait_until:
            return (key.wait_until - now).total_seconds(), False
        if key.pin == pin:
            self.keys[name] = Key(pin)
            self.queue.audit.append((name, "login", None, None))
            return None
        return self._wrong(name, key)

    def let_in(self, name: str, token: str) -> None:
        """A session begins; those too old are forgotten."""
        now = self.queue.at
        self.logins = {key: one for key, one in self.logins.items() if now - one.since <= LONGEST}
        self.logins[token] = Login(name, now, now)

    def session(self, token: str) -> str | None:
        """Whose session it is; being used keeps it alive."""
        login, now = self.logins.get(token), self.queue.at
        if login is None or now - login.seen > IDLE or now - login.since > LONGEST:
            return None
        if now - login.seen > SEEN_EVERY:
            login.seen = now
        return login.name

    def unlock(self, name: str) -> None:
        """Forget the wrong tries."""
        self.keys[name] = Key(self.keys[name].pin)
        self.queue.audit.append(("door", "unlock", None, name))

    def _wrong(self, name: str, key: Key) -> tuple[float, bool]:
        key.wrong += 1
        locked = key.wrong >= LAST
        if key.wrong < FREE:
            return 0, False
        minutes = min(60, 2 ** (key.wrong - FREE))
        key.wait_until = self.queue.at + timedelta(minutes=minutes)
        self.alarms.append((name, key.wrong, locked))
        self.queue.audit.append(("door", "pin_locked" if locked else "pin_alarm", None, name))
        return minutes * 60, locked
