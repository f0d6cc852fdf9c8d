"""Stand-ins for who may work at the robot and how it is at work."""

from collections.abc import Callable

from kiosk.desk.staff import Alarm, WrongPin
from state_machines.machine import NotAllowedNow
from state_machines.visit_runner import VisitRunner

PIN = "274913"
TOKEN = "token-of-a-program"


class FakeStaffDoor:
    """Lan and Minh have the same PIN; the fifth wrong one costs a minute."""

    def __init__(self) -> None:
        self.sessions: dict[str, str] = {}
        self.failures = 0
        self._listeners: list[Callable[[Alarm], None]] = []

    def on_alarm(self, listener: Callable[[Alarm], None]) -> None:
        self._listeners.append(listener)

    def alarm(self, name: str, failures: int, *, locked: bool = False) -> None:
        for listener in self._listeners:
            listener(Alarm(name, "192.0.2.66", failures, locked))

    async def names(self) -> tuple[str, ...]:
        return ("Lan", "Minh")

    async def login(self, name: str, pin: str, address: str) -> str:
        if pin != PIN or name not in await self.names():
            self.failures += 1
            raise WrongPin(60 if self.failures >= 5 else 0, locked=self.failures >= 20)
        token = f"token-of-{name}"
        self.sessions[token] = name
        return token

    async def session(self, token: str) -> str | None:
        return self.sessions.get(token)

    async def token(self, token: str) -> str | None:
        return "a program" if token == TOKEN else None

    async def logout(self, token: str) -> None:
        self.sessions.pop(token, None)


class FakeMode:
    """Open until it is paused."""

    def __init__(self, visit: VisitRunner) -> None:
        self._visit = visit
        self._listeners: list[Callable[[str], None]] = []
        self.mode = "open"

    def on_mode(self, listener: Callable[[str], None]) -> None:
        self._listeners.append(listener)

    def pause(self) -> None:
        self._change("open", "paused")

    def resume(self) -> None:
        self._change("paused", "open")

    def _change(self, before: str, after: str) -> None:
        if self.mode != before:
            raise NotAllowedNow("mode", self.mode, after, (before,))
        self.mode = after
        for listener in self._listeners:
            listener(after)
        self._visit.set_open(after == "open")
