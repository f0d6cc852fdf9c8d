"""Fakes of what coordination needs: a desk, a journal, a printer, a clock that follows the event loop."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from drivers.errors import DeviceError
from drivers.interfaces import Proof, Raster
from drivers.status import DeviceState, PrinterStatus
from state_machines.interfaces import IssuedTicket, PaperOrder, Refused
from state_machines.visit_runner import VisitOptions, VisitRunner
from tests.support.talking import short_talk

START = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
ONLINE = PrinterStatus(DeviceState.ONLINE)
OFFLINE = PrinterStatus(DeviceState.OFFLINE)


class LoopClock:
    """Wall time that follows the event loop's time."""

    def now(self) -> datetime:
        return START + timedelta(seconds=asyncio.get_running_loop().time())


class FakeDesk:
    """Gives every request id its own number, once."""

    def __init__(self) -> None:
        self.numbers: dict[str, IssuedTicket] = {}
        self.asked: list[tuple[str, str, str | None, str]] = []
        self.error: Exception | None = None
        self.error_after_commit: Exception | None = None
        self.takes_s = 0.0
        self._count = count(1)

    async def issue(self, service: str, request_id: str, priority: str | None, language: str) -> IssuedTicket:
        self.asked.append((service, request_id, priority, language))
        await asyncio.sleep(self.takes_s)
        if self.error:
            raise self.error
        if request_id not in self.numbers:
            number = f"A{next(self._count):03}"
            self.numbers[request_id] = IssuedTicket(
                f"id-{number}", number, service, 3, (5, 10), ("1",), "planned"
            )
        if self.error_after_commit:
            raise self.error_after_commit
        return self.numbers[request_id]


class FakeSkills:
    """Does what it is asked, in its time, with the outcome that is set."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.outcome: str | Exception = "printed"
        self.takes_s = 1.0
        self.forgotten = 0

    async def carry_out(self, name: str, values: Mapping[str, str], language: str) -> str:
        self.asked.append((name, dict(values), language))
        await asyncio.sleep(self.takes_s)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def forget(self) -> None:
        self.forgotten += 1


@dataclass
class Attempt:
    """One row of the fake journal."""

    order: PaperOrder
    state: str = "planned"
    history: list[str] = field(default_factory=lambda: ["planned"])

    def become(self, state: str, *allowed_from: str) -> None:
        assert self.state in allowed_from, f"{self.state} -> {state} is not a step of the journal"
        self.state = state
        self.history.append(state)


class FakeJournal:
    """Keeps the rules of the paper journal, and a log of everything in order."""

    def __init__(self, log: list[str], reprints: int = 2) -> None:
        self.log = log
        self.attempts: dict[int, Attempt] = {}
        self.reprints = reprints
        self.unwanted: set[str] = set()
        self.broken: dict[str, Exception] = {}

    def plan(self, ticket_id: str, copy: int = 1) -> int:
        effect_id = len(self.attempts) + 1
        self.attempts[effect_id] = Attempt(PaperOrder(effect_id, ticket_id, ticket_id, copy, effect_id))
        return effect_id

    def states(self) -> list[str]:
        return [attempt.state for attempt in self.attempts.values()]

    async def next_order(self) -> PaperOrder | None:
        for attempt in self.attempts.values():
            if attempt.state == "planned" and attempt.order.ticket_id in self.unwanted:
                attempt.become("not_needed", "planned")
            if attempt.state == "planned":
                return attempt.order
        return None

    async def picture(self, order: PaperOrder) -> Raster:
        return Raster(8, bytes([order.copy]) * order.effect_id)

    async def sent(self, effect_id: int) -> None:
        await self._write("sent", effect_id)
        self.attempts[effect_id].become("sent", "planned")

    async def not_sent(self, effect_id: int) -> None:
        await self._write("not_sent", effect_id)
        self.attempts[effect_id].become("planned", "sent")

    async def done(self, effect_id: int, proof: str) -> None:
        assert proof in {"job_id", "fence", "poll"}
        await self._write("done", effect_id)
        self.attempts[effect_id].become("done", "sent")

    async def uncertain(self, effect_id: int, why: str) -> None:
        await self._write("uncertain", effect_id)
        attempt = self.attempts[effect_id]
        attempt.become("uncertain", "sent")
        if attempt.order.copy <= self.reprints:
            self.plan(attempt.order.ticket_id, attempt.order.copy + 1)

    async def _write(self, step: str, effect_id: int) -> None:
        await asyncio.sleep(0)
        if step in self.broken:
            raise self.broken.pop(step)
        self.log.append(f"{step} {effect_id}")


class FakePrinter:
    """Does what the script says, one entry a call of print or cut; `None` and no entry mean success."""

    def __init__(self, log: list[str]) -> None:
        self.log = log
        self.status = ONLINE
        self.script: list[DeviceError | Exception | None] = []
        self.recover_script: list[DeviceError | None] = []
        self.paper: list[str] = []
        self.clean = True
        self.takes_s = 0.0
        self.asked = 0
        self._listeners: list[Callable[[PrinterStatus], None]] = []

    def on_status(self, listener: Callable[[PrinterStatus], None]) -> None:
        self._listeners.append(listener)

    def become(self, status: PrinterStatus) -> None:
        self.status = status
        for listener in self._listeners:
            listener(status)

    async def run(self) -> None:
        await asyncio.Event().wait()

    async def read_status(self) -> PrinterStatus:
        self.asked += 1
        return self.status

    async def print_raster(self, picture: Raster, job_number: int) -> Proof:
        assert self.clean, "a job was started although the last one may lie in the printer"
        self.log.append(f"bytes {job_number}")
        await self._act()
        self.paper.append(f"{job_number}")
        return Proof.JOB_ID

    async def cut(self, job_number: int) -> Proof:
        self.log.append(f"cut {job_number}")
        await self._act()
        return Proof.FENCE

    async def recover(self) -> None:
        self.log.append("recover")
        error = self.recover_script.pop(0) if self.recover_script else None
        if error:
            raise error
        self.clean = True

    async def _act(self) -> None:
        await asyncio.sleep(self.takes_s)
        error = self.script.pop(0) if self.script else None
        if error is None:
            return
        self.clean = type(error).__name__ == "NotReady"
        raise error


@pytest.fixture(autouse=True, scope="session")
def no_loop_made_in_passing() -> None:
    """pytest-asyncio asks for a current loop before it has one, and leaves what that makes unclosed."""
    asyncio.set_event_loop(None)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def log() -> list[str]:
    return []


@pytest.fixture
def journal(log: list[str]) -> FakeJournal:
    return FakeJournal(log)


@pytest.fixture
def printer(log: list[str]) -> FakePrinter:
    return FakePrinter(log)


@pytest.fixture
def options() -> VisitOptions:
    return VisitOptions(warn_after_s=40, ticket_shown_s=30)


@pytest.fixture
def skills() -> FakeSkills:
    return FakeSkills()


@pytest.fixture
async def visit(desk: FakeDesk, options: VisitOptions, skills: FakeSkills) -> Iterator[VisitRunner]:
    runner = VisitRunner(desk, options, short_talk, skills)
    runner.set_open(True)
    yield runner
    await runner.close()


@pytest.fixture
async def visit_without_reasons(desk: FakeDesk, options: VisitOptions) -> Iterator[VisitRunner]:
    runner = VisitRunner(desk, options, lambda: short_talk(reasons={}))
    runner.set_open(True)
    yield runner
    await runner.close()


@pytest.fixture
def closed_office() -> Refused:
    return Refused("closed", {"opens_at": "13:30"})


@pytest.fixture
def clock() -> LoopClock:
    return LoopClock()
