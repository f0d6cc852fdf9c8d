"""Working stand-ins for the rooms behind the pages; visit, calendar and texts are the real ones."""

import shutil
import weakref
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from drivers.status import Action, Fault
from kiosk.card.making import reading_cards
from kiosk.config.device_schema import CardReaderSettings, CodeScannerSettings
from kiosk.config.schema import Config
from kiosk.desk.calendar import Calendar
from kiosk.desk.effects import Effect, EffectKind, EffectState
from kiosk.desk.model import (
    Board,
    Called,
    CounterView,
    DeskError,
    DeskEvent,
    NotAllowed,
    Place,
    ServiceLoad,
    Ticket,
    TicketState,
    UnknownName,
    WaitRange,
)
from kiosk.leaflets import Leaflets
from kiosk.site.load import load_config
from kiosk.talk.dialog_set import InUse, dialog_set_of
from kiosk.talk.skills import RobotSkills
from kiosk.web.context import WebContext
from state_machines.interfaces import IssuedTicket, Refused
from state_machines.trouble import Trouble
from state_machines.visit_runner import VisitOptions, VisitRunner
from tests.support.cards import FakeCard, FakeReader, FakeScanner
from tests.support.told_base import ToldBase
from tests.unit.web.fake_staff import FakeMode, FakeStaffDoor
from tests.unit.web.moving_rooms import moving

CONFIG = Path(__file__).parents[3] / "config"
MORNING = datetime(2026, 11, 24, 1, 42, tzinfo=UTC)  # 8:42 on a Tuesday in Viet Nam
TICKET_ID = "7K3MQ9X2WVT4ZB5N"
LONG_SERVICE = {
    "vi": "Đất đai – Xây dựng – Môi trường và quy hoạch",
    "en": "Land – Building – Environment and planning",
}
LONG_COUNTER = {"vi": "Bộ phận Một cửa – Quầy tiếp nhận 12", "en": "One-stop shop – Reception counter 12"}
LONG_OFFICE = {
    "vi": "Trung tâm Phục vụ hành chính công phường Văn Miếu – Quốc Tử Giám",
    "en": "Public Administration Service Centre of Van Mieu – Quoc Tu Giam Ward",
}


@cache
def shipped() -> Config:
    """The configuration that comes with the program."""
    return load_config(CONFIG)


def long_names(config: Config) -> Config:
    """`config` with names as long as offices really have."""
    service, counter, office = config.services[0].name, config.counters[0].name, config.site.office
    services = [
        one.model_copy(update={"name": service.model_copy(update=LONG_SERVICE)}) for one in config.services
    ]
    counters = [
        one.model_copy(update={"name": counter.model_copy(update=LONG_COUNTER)}) for one in config.counters
    ]
    site = config.site.model_copy(update={"office": office.model_copy(update=LONG_OFFICE)})
    return config.model_copy(update={"services": services, "counters": counters, "site": site})


def with_card_devices(config: Config) -> Config:
    """`config` with a reader of cards and a scanner of codes."""
    added = {"card_reader": CardReaderSettings(), "code_scanner": CodeScannerSettings(address="file:/dev/x")}
    return config.model_copy(update={"devices": config.devices.model_copy(update=added)})


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = MORNING

    def now(self) -> datetime:
        return self.at


class FakeOffice:
    """Gives the visit its number, or what `refusal` says."""

    def __init__(self) -> None:
        self.wishes: list[tuple[str, str, str | None, str]] = []
        self.refusal: Exception | None = None
        self.people_ahead = 4
        self.wait: tuple[int, int] | None = (10, 15)
        self.print_state = "planned"

    async def issue(self, service: str, request_id: str, priority: str | None, language: str) -> IssuedTicket:
        self.wishes.append((service, request_id, priority, language))
        if self.refusal is not None:
            raise self.refusal
        return IssuedTicket(
            TICKET_ID, "A012", service, self.people_ahead, self.wait, ("1", "2"), self.print_state
        )

    def close(self) -> None:
        self.refusal = Refused("not_now")


def ticket(number: str, **changes: object) -> Ticket:
    """A ticket as it stands in the queue."""
    plain = Ticket(
        ticket_id=f"ID{number}".ljust(16, "X"),
        day=MORNING.date(),
        service="civil_status",
        number=number,
        arrival=int(number[-3:]),
        state=TicketState.WAITING,
        issued_at=MORNING - timedelta(minutes=30 - int(number[-3:])),
        language="vi",
    )
    return replace(plain, **changes)


class FakeDesk:
    """One queue for every counter; knows what was asked of it."""

    def __init__(self, clock: FakeClock, config: Config) -> None:
        self._clock = clock
        self.order = tuple(service.id for service in config.services)
        self._listeners: list[Callable[[DeskEvent], None]] = []
        self._answers: dict[str, object] = {}
        self.steps: list[tuple[object, ...]] = []
        self.refusal: DeskError | None = None
        self.waiting = [
            ticket("A013", priority="elderly"),
            ticket("A014"),
            ticket("C003", service="land"),
            ticket("A015"),
        ]
        self.current: dict[str, Ticket] = {}
        self.missed = [ticket("A009", state=TicketState.NO_SHOW)]
        self.undo_kind: str | None = None
        self.places = {TICKET_ID: Place(ticket("A012", ticket_id=TICKET_ID), 4, WaitRange(10, 15))}
        self.last: list[Called] = []

    def on_event(self, listener: Callable[[DeskEvent], None]) -> None:
        self._listeners.append(listener)

    def tell(self, kind: str = "external") -> None:
        for listener in self._listeners:
            listener(DeskEvent(kind))

    async def most_used(self) -> tuple[str, ...]:
        return self.order

    async def loads(self) -> tuple[ServiceLoad, ...]:
        if self.refusal is not None:
            raise self.refusal
        busy = {"civil_status": ServiceLoad("civil_status", 4, WaitRange(10, 15))}
        return tuple(busy.get(service, ServiceLoad(service, 0, None)) for service in sorted(self.order))

    async def place(self, ticket_id: str) -> Place:
        for waiting in self.waiting:
            if waiting.ticket_id == ticket_id:
                return Place(waiting, 1, None)
        if ticket_id not in self.places:
            raise UnknownName("unknown_ticket", "there is no such ticket")
        return self.places[ticket_id]

    async def board(self) -> Board:
        if self.refusal is not None:
            raise self.refusal
        serving = [self._called(t) for t in self.current.values()]
        return Board(tuple(serving), tuple(self.last), tuple(t.number for t in self.waiting[:4]))

    async def counter_view(self, counter: str) -> CounterView:
        return CounterView(
            counter,
            self.current.get(counter),
            tuple(self.waiting),
            tuple(self.missed),
            self.undo_kind,
            self._clock.now() + timedelta(seconds=10) if self.undo_kind else None,
        )

    async def call_next(self, counter: str, *, request_id: str | None = None, actor: str) -> Ticket | None:
        def call() -> Ticket | None:
            if not self.waiting:
                return None
            self.current[counter] = replace(
                self.waiting.pop(0),
                state=TicketState.CALLED,
                counter=counter,
                called_at=self._clock.now(),
                calls=1,
            )
            return self.current[counter]

        return self._take("call", counter, request_id, actor, call)

    async def recall(self, counter: str, *, request_id: str | None = None, actor: str) -> Ticket:
        def again() -> Ticket:
            current = self._current(counter)
            self.current[counter] = replace(current, calls=current.calls + 1)
            return self.current[counter]

        return self._take("recall", counter, request_id, actor, again)

    async def finish(self, counter: str, *, request_id: str | None = None, actor: str) -> Ticket:
        return self._take("finish", counter, request_id, actor, lambda: self._leave(counter))

    async def no_show(self, counter: str, *, request_id: str | None = None, actor: str) -> Ticket:
        def missed() -> Ticket:
            self.missed.insert(0, self._leave(counter))
            return self.missed[0]

        return self._take("no_show", counter, request_id, actor, missed)

    async def transfer(
        self, counter: str, service: str, *, request_id: str | None = None, actor: str
    ) -> Ticket:
        def move() -> Ticket:
            self.waiting.append(replace(self._leave(counter), service=service, state=TicketState.WAITING))
            return self.waiting[-1]

        return self._take(f"transfer {service}", counter, request_id, actor, move)

    async def back_to_waiting(self, ticket_id: str, *, request_id: str | None = None, actor: str) -> Ticket:
        def back() -> Ticket:
            missed = next((t for t in self.missed if t.ticket_id == ticket_id), None)
            if missed is None:
                raise NotAllowed("not_missed", "it is not a no-show")
            self.missed.remove(missed)
            self.waiting.insert(0, missed)
            return missed

        return self._take("back", ticket_id, request_id, actor, back)

    async def undo(self, counter: str, *, request_id: str | None = None, actor: str) -> Ticket:
        def take_back() -> Ticket:
            if self.undo_kind is None:
                raise NotAllowed("nothing_to_undo", "there is nothing to undo")
            self.undo_kind = None
            self.waiting.insert(0, self._leave(counter))
            return self.waiting[0]

        return self._take("undo", counter, request_id, actor, take_back)

    def _take(self, step: str, where: str, request_id: str | None, actor: str, act: Callable) -> object:
        if request_id in self._answers:
            return self._answers[request_id]
        if self.refusal is not None:
            raise self.refusal
        answer = self._answers[str(request_id)] = act()
        self.steps.append((step, where, actor))
        if step != "undo":
            self.undo_kind = step.split()[0]
        self.tell("called" if step == "call" else step)
        return answer

    def _current(self, counter: str) -> Ticket:
        if counter not in self.current:
            raise NotAllowed("no_current", "nothing was called")
        return self.current[counter]

    def _leave(self, counter: str) -> Ticket:
        left = self._current(counter)
        del self.current[counter]
        self.last.insert(0, self._called(left))
        return left

    @staticmethod
    def _called(called: Ticket) -> Called:
        return Called(called.number, called.counter or "", called.called_at or MORNING, called.calls)


class FakeJournal:
    """Papers that are in doubt, and how they were settled."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._listeners: list[Callable[[Effect], None]] = []
        self.doubts: list[Effect] = []
        self.settled: list[tuple[int, bool, str]] = []
        self.reprinted: list[tuple[str, str]] = []

    def on_change(self, listener: Callable[[Effect], None]) -> None:
        self._listeners.append(listener)

    def doubt(self, ticket_id: str, effect_id: int = 41) -> None:
        now = self._clock.now()
        state = EffectState.UNCERTAIN
        effect = Effect(effect_id, EffectKind.PAPER, ticket_id, "robot-1", 1, 41, state, now, now)
        self.doubts.append(effect)
        self._tell(effect)

    async def uncertain_effects(self) -> tuple[Effect, ...]:
        return tuple(self.doubts)

    async def close(self, effect_id: int, moved: bool, actor: str) -> Effect:
        effect = next((e for e in self.doubts if e.effect_id == effect_id), None)
        if effect is None:
            raise UnknownName("unknown_effect", "there is no such effect")
        self.doubts.remove(effect)
        self.settled.append((effect_id, moved, actor))
        self._tell(effect)
        return effect

    async def reprint(self, ticket_id: str, actor: str) -> None:
        self.reprinted.append((ticket_id, actor))

    def _tell(self, effect: Effect) -> None:
        for listener in self._listeners:
            listener(effect)


class FakeTroubles:
    """Faults that come and go."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []
        self._now: list[Trouble] = []

    def current(self) -> tuple[Trouble, ...]:
        return tuple(self._now)

    def on_change(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def report(self, device: str, faults: Collection[Fault]) -> None:
        now = [trouble for trouble in self._now if trouble.device != device]
        self._now = [*now, *(Trouble(device, fault, MORNING) for fault in faults)]

    def set(self, code: str | None, action: Action = Action.CLEAR) -> None:
        fault = None if code is None else Fault(code, action)
        self._now = [] if fault is None else [Trouble("printer", fault, MORNING)]
        for listener in self._listeners:
            listener()


SERVICES = (("touch", {}),)
PRIORITY = (*SERVICES, ("choose", {"choice": "civil_status"}))
NUMBER = (*PRIORITY, ("choose", {"choice": "priority_none", "request_id": "made-by-the-page"}))
LIBRARY = (*SERVICES, ("choose", {"choice": "choice_library"}))
ANSWER = (*SERVICES, ("ask", {"procedure": "1.001193"}))
WAYS: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {  # to each screen, the way a citizen goes
    "attract": (),
    "closed": (),
    "services": SERVICES,
    "priority": PRIORITY,
    "ticket": NUMBER,
    "library": LIBRARY,
    "procedures": (*LIBRARY, ("choose", {"choice": "civil_status"})),
    "card": (*LIBRARY, ("choose", {"choice": "civil_status"}), ("choose", {"choice": "1.001193"})),
    "answer": ANSWER,
    "checklist": (*ANSWER, ("choose", {"choice": "choice_checklist"})),
    "choose": (*SERVICES, ("say", {"vi": "gọi cán bộ", "en": "call staff"})),
    "ask": (*SERVICES, ("say", {"vi": "lệ phí bao nhiêu", "en": "how much is it"})),
}


class Rooms:
    """A robot of fakes; make it on the event loop it is used on."""

    def __init__(
        self,
        config: Config | None = None,
        options: VisitOptions | None = None,
        *,
        training: bool = False,
        looked_at: bool = True,
    ) -> None:
        self.config = config or shipped()
        folder = Path(mkdtemp(prefix="rooms-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        hours = self.config.hours.model_copy(update={"training": training})
        self.config = self.config.model_copy(update={"hours": hours})
        self.clock = FakeClock()
        self.office = FakeOffice()
        self.desk = FakeDesk(self.clock, self.config)
        self.staff = FakeStaffDoor()
        self.journal = FakeJournal(self.clock)
        self.troubles = FakeTroubles()
        self.dialogs = InUse(dialog_set_of(self.config))
        self.calendar = Calendar(self.config.hours, self.config.site.zone)
        self.follow_url = "http://192.0.2.10:8080"
        self.leaflets = Leaflets(folder / "robot.leaflet", 576)
        self.skills = RobotSkills(
            self.config,
            self.dialogs,
            self.leaflets,
            lambda: self.calendar.day(self.clock.now()),
            self.follow_url,
        )
        self.visit = VisitRunner(
            self.office, options or VisitOptions(), lambda: self.dialogs.now.talk, self.skills
        )
        self.visit.set_open(True)
        self.mode = FakeMode(self.visit)
        self.context = WebContext(
            config=self.config,
            desk=self.desk,
            visit=self.visit,
            mode=self.mode,
            staff=self.staff,
            journal=self.journal,
            troubles=self.troubles,
            responses=self.dialogs,
            dialogs=self.dialogs,
            leaflets=self.leaflets,
            calendar=self.calendar,
            clock=self.clock,
            hosts=frozenset({"kiosk.test"}),
            follow_url=self.follow_url,
        )
        self.card, self.reader, self.scanner = FakeCard(), FakeReader(), FakeScanner()
        if self.config.devices.card_reader is not None:
            self.context = reading_cards(self.context, self.card, self.reader, self.scanner, self.skills)
        self.base = ToldBase()
        if self.config.devices.mobile_base is not None:
            self.context = moving(self.context, self.base, self.visit.travel_told, looked_at)

    async def close(self) -> None:
        """Nothing of it runs any more."""
        if self.context.travel is not None:
            await self.context.travel.close()
        await self.visit.close()

    async def come_to(self, screen: str, language: str, size: str, contrast: bool) -> None:
        """Lead the visit to `screen`, the way a citizen would."""
        if screen == "closed":
            self.visit.set_open(False)
        await self.visit.post("language", language=language)
        await self.visit.post("text_size", text_size=size)
        if contrast:
            await self.visit.post("contrast")
        if screen == "trouble":
            self.office.close()
        for event, data in WAYS.get(screen, WAYS["ticket"]):
            await self.visit.post(event, **({"text": data[language]} if event == "say" else data))
