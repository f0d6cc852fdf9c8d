"""A card in hand, a reader and a scanner that do what a test says; they remember what they were asked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from drivers.interfaces import CardPresence, ScannedCode
from drivers.status import DeviceState, DeviceStatus
from state_machines.card_interfaces import CardFacts, CardRefused, Progress

ONLINE = DeviceStatus(DeviceState.ONLINE)
OFFLINE = DeviceStatus(DeviceState.OFFLINE)
FACTS = CardFacts("intact_issuer_unknown", (("name", "NGUYỄN V. A."), ("number", "••••••••2345")))
CODE = "a card's code"
STEPS = (("opening", 0.1), ("person", 0.4), ("checking", 0.9))


@dataclass
class FakeScanner:
    """Sees what `scan` holds to it, while it looks."""

    status: DeviceStatus = ONLINE
    looking: bool = False
    listeners: list[Callable[[ScannedCode], None]] = field(default_factory=list)
    status_listeners: list[Callable[[DeviceStatus], None]] = field(default_factory=list)

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        self.status_listeners.append(listener)

    def on_code(self, listener: Callable[[ScannedCode], None]) -> None:
        self.listeners.append(listener)

    def look(self, looking: bool) -> None:
        self.looking = looking

    async def run(self) -> None:
        await asyncio.Event().wait()

    def scan(self, text: str = CODE, problem: str = "") -> None:
        for listener in self.listeners:
            listener(ScannedCode(text, problem))


@dataclass
class FakeReader:
    """Has on it what the test lays there."""

    status: DeviceStatus = ONLINE
    presence: CardPresence = CardPresence.NONE
    listeners: list[Callable[[CardPresence], None]] = field(default_factory=list)
    status_listeners: list[Callable[[DeviceStatus], None]] = field(default_factory=list)

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        self.status_listeners.append(listener)

    def on_presence(self, listener: Callable[[CardPresence], None]) -> None:
        self.listeners.append(listener)

    async def run(self) -> None:
        await asyncio.Event().wait()

    def lay(self, presence: CardPresence = CardPresence.ONE) -> None:
        self.presence = presence
        for listener in self.listeners:
            listener(presence)

    def take(self) -> None:
        self.lay(CardPresence.NONE)

    def become(self, status: DeviceStatus) -> None:
        self.status = status
        for listener in self.status_listeners:
            listener(status)


@dataclass
class FakeCard:
    """`refusals` are the causes of the next readings, "" for one that goes well."""

    refusals: list[str] = field(default_factory=list)
    takes_s: float = 1.0
    facts: CardFacts = FACTS
    taken: list[str] = field(default_factory=list)
    records: list[tuple[str, str]] = field(default_factory=list)
    readings: int = 0
    forgotten: int = 0
    error: Exception | None = None

    def take_code(self, text: str) -> None:
        if text != CODE:
            raise CardRefused("link" if text.startswith("http") else "foreign")
        self.taken.append(text)

    def take_number(self, digits: str) -> None:
        if len(digits) not in (6, 12):
            raise CardRefused("number")
        self.taken.append(digits)

    async def read(self, progress: Progress) -> CardFacts:
        self.readings += 1
        for doing, done in STEPS:
            await asyncio.sleep(self.takes_s / len(STEPS))
            progress(doing, done)
        if self.error is not None:
            raise self.error
        cause = self.refusals.pop(0) if self.refusals else ""
        if cause:
            raise CardRefused(cause)
        return self.facts

    def code_alone(self) -> CardFacts:
        return CardFacts("unverified", self.facts.fields)

    async def record(self, ending: str, cause: str) -> None:
        self.records.append((ending, cause))

    def forget(self) -> None:
        self.forgotten += 1
        self.taken.clear()
