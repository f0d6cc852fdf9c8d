"""One robot, assembled: the only place that names concrete classes."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from drivers.interfaces import TicketPrinter
from drivers.status import Action, DeviceStatus, Fault
from kiosk.backup.making import folder_of
from kiosk.backup.nightly import Attempt, NightlyBackup
from kiosk.card.making import destroy_keys, with_card
from kiosk.card.opening import open_parts as open_card_parts
from kiosk.card.parts import CardParts
from kiosk.clock import WallClock
from kiosk.config.device_schema import PrinterSettings
from kiosk.config.schema import Config
from kiosk.crew import Crew, Told
from kiosk.desk.calendar import Calendar
from kiosk.desk.card_keys import DayKeys
from kiosk.desk.cards import CardLog
from kiosk.desk.desk import Desk
from kiosk.desk.effects import Effect, EffectState
from kiosk.desk.journal import Journal
from kiosk.desk.model import DeskEvent
from kiosk.desk.numbers import new_ticket_id
from kiosk.desk.slots import RobotSlot, is_living
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.staff import StaffDoor
from kiosk.desk.store import Store
from kiosk.devices import open_printer
from kiosk.leaflets import Leaflets, PaperTray
from kiosk.metrics.collector import Metrics
from kiosk.metrics.loop_lag import watch_loop
from kiosk.metrics.timed_store import TimedStore
from kiosk.motion.making import hear_stop_while_moving, with_motion
from kiosk.motion.opening import open_parts as open_motion_parts
from kiosk.motion.parts import MotionParts
from kiosk.office import TicketOffice
from kiosk.paper import PaperDesk
from kiosk.store_watch import DESK, WatchedStore, until_well
from kiosk.talk.dialog_set import InUse, dialog_set_of
from kiosk.talk.order import keep_order
from kiosk.talk.skills import RobotSkills
from kiosk.talk.watch import DialogWatch
from kiosk.ticket.holders import Holders
from kiosk.ticket.render import TicketPress
from kiosk.voice.making import with_voice
from kiosk.voice.parts import VoiceParts, open_parts
from kiosk.web.context import WebContext
from state_machines.interfaces import Clock
from state_machines.mode_runner import ModeRunner
from state_machines.print_worker import PrintWorker
from state_machines.trouble import Troubles, faults_of
from state_machines.visit_runner import VisitOptions, VisitRunner

log = logging.getLogger(__name__)

DATABASE = "kiosk.db"


@dataclass(frozen=True, slots=True)
class World:
    """Where the robot ends: its clock, its disk, its devices, its chance. A rehearsal hands in its own."""

    clock: Clock = field(default_factory=WallClock)
    open_store: Callable[[Path], Awaitable[Store]] = SqliteStore.open
    open_printer: Callable[[PrinterSettings], TicketPrinter] = open_printer
    new_ticket_id: Callable[[], str] = new_ticket_id
    new_crew: Callable[[Told], Crew] = Crew
    open_voice: Callable[[Config, Path], VoiceParts | None] = open_parts  # None: by touch only
    open_cards: Callable[[Config, Path, Callable[[], datetime]], CardParts | None] = open_card_parts
    open_motion: Callable[[Config], MotionParts | None] = open_motion_parts  # None: it stays where it is
    edits: bool = False  # whether edits of the dialog files are taken over


@asynccontextmanager
async def robot(
    config: Config, data: Path, url: str, world: World | None = None
) -> AsyncIterator[WebContext]:
    """The robot of `config`, at work while the context is open; its pages are reached at `url`."""
    world = world or World()
    async with AsyncExitStack() as stack:
        slot = RobotSlot.take(data, config.site.robot)
        stack.callback(slot.close)
        context, store, skills = await _rooms(stack, config, data, url, world, slot.name)
        _count(context)
        log.info("started robot=%s recovered=%d", slot.name, await context.journal.recover())
        printing = _printing(stack, context, world)
        crew = await stack.enter_async_context(world.new_crew(partial(_work_fails, context.troubles)))
        _keep_hours(crew, context.mode, context.troubles)
        crew.start("store", store.run)
        crew.start("event loop lag", partial(watch_loop, context.metrics.late))
        kept = _card_log(context, store, data, slot.name)
        crew.start("keys of cards", partial(destroy_keys, kept))
        cards = world.open_cards(config, data, world.clock.now)
        if cards is not None:
            context = with_card(context, cards, kept, skills, crew)
        motion = world.open_motion(config)
        if motion is not None:
            context = with_motion(context, motion, skills, crew, stack)
        parts = world.open_voice(config, data)
        if parts is not None:
            context = with_voice(context, parts, crew, stack)
        hear_stop_while_moving(context)
        _follow(crew, context)
        _back_up(crew, context, data / DATABASE)
        if printing is not None:
            _print(crew, context, *printing, unclean=await _is_unclean(context))
        yield context


async def _rooms(
    stack: AsyncExitStack, config: Config, data: Path, url: str, world: World, name: str
) -> tuple[WebContext, WatchedStore, RobotSkills]:
    """Everything of the robot `name` that works by itself, its store and its skills; `stack` ends it."""
    clock = world.clock
    troubles = Troubles(clock)
    stack.callback(troubles.close)
    backups = folder_of(config.site.backup, data)
    metrics = Metrics([service.id for service in config.services], clock.now(), backups)
    opened = TimedStore(await world.open_store(data / DATABASE), metrics.stored)
    store = WatchedStore(opened, partial(_desk_fails, troubles))
    stack.push_async_callback(store.close)
    calendar = Calendar(config.hours, config.site.zone)
    desk = _desk(config, store, calendar, world, name)
    journal = _journal(config, store, calendar, clock, name, data)
    leaflets = _leaflets(config, data / f"{name}.leaflet", clock)
    dialogs = InUse(dialog_set_of(config))
    follow_url = config.site.public_url or url
    skills = RobotSkills(config, dialogs, leaflets, lambda: calendar.day(clock.now()), follow_url)
    holders = Holders(config.services)
    visit = _visit(
        config, TicketOffice(desk, journal, config.services, holders), journal, clock, dialogs, skills
    )
    visit.on_failure(store.suspect)
    stack.push_async_callback(visit.close)
    context = WebContext(
        config=config,
        desk=desk,
        visit=visit,
        mode=ModeRunner(calendar, clock, visit),
        staff=StaffDoor(store, clock),
        journal=journal,
        troubles=troubles,
        responses=dialogs,
        calendar=calendar,
        clock=clock,
        hosts=_hosts(url, follow_url),
        follow_url=follow_url,
        metrics=metrics,
        leaflets=leaflets,
        holders=holders,
        dialogs=dialogs,
        dialog_watch=_dialog_watch(config, dialogs, visit, world),
    )
    return context, store, skills


def _card_log(context: WebContext, store: Store, data: Path, name: str) -> CardLog:
    keys = DayKeys(data, context.config.cards.keep_days)
    return CardLog(store, context.clock, context.calendar, keys, name)


def _follow(crew: Crew, context: WebContext) -> None:
    """What others change: other robots' numbers, the most used services, the dialog files."""
    desk, dialogs = context.desk, context.dialogs
    crew.start("other robots", partial(until_well, desk.watch))
    most_used = partial(until_well, desk.most_used)
    crew.start("order of services", partial(keep_order, dialogs.order_services, most_used))
    if context.dialog_watch is not None:
        crew.start("dialog files", context.dialog_watch.run)


async def _is_unclean(context: WebContext) -> bool:
    """Whether an earlier life may have left half a paper in the printer."""
    leaflets = context.leaflets
    return bool(await context.journal.uncertain_effects()) or (leaflets is not None and leaflets.interrupted)


def _desk(config: Config, store: Store, calendar: Calendar, world: World, name: str) -> Desk:
    return Desk(
        store,
        config.services,
        config.counters,
        config.desk,
        calendar,
        world.clock,
        world.new_ticket_id,
        name,
        with_paper=config.devices.printer is not None,
    )


def _journal(
    config: Config, store: Store, calendar: Calendar, clock: Clock, name: str, data: Path
) -> Journal:
    printer = config.devices.printer
    return Journal(
        store,
        clock,
        name,
        calendar=calendar,
        reprints=printer.reprints if printer else 0,
        living=partial(is_living, data),
    )


def _leaflets(config: Config, marker: Path, clock: Clock) -> Leaflets | None:
    printer = config.devices.printer
    return None if printer is None else Leaflets(marker, printer.width_dots, int(clock.now().timestamp()))


def _visit(
    config: Config, office: TicketOffice, journal: Journal, clock: Clock, dialogs: InUse, skills: RobotSkills
) -> VisitRunner:
    options = VisitOptions(
        tuple(config.site.languages),
        first_visit=int(clock.now().timestamp()),  # a form of an earlier life belongs to an earlier visit
    )
    visit = VisitRunner(office, options, lambda: dialogs.now.talk, skills)
    journal.on_change(lambda effect: visit.paper_changed(effect.ticket_id, effect.state.value))
    return visit


def _dialog_watch(config: Config, dialogs: InUse, visit: VisitRunner, world: World) -> DialogWatch | None:
    if config.folder is None or not world.edits:
        return None
    watch = DialogWatch(config.folder, config, dialogs, lambda: not visit.active, world.clock)
    visit.on_screen(watch.take_over)
    return watch


def _keep_hours(crew: Crew, mode: ModeRunner, troubles: Troubles) -> None:
    troubles.on_change(lambda: mode.trouble(bool(troubles.current())))
    troubles.on_trouble(_log_trouble)
    crew.start("hours", mode.run)


def _printing(
    stack: AsyncExitStack, context: WebContext, world: World
) -> tuple[TicketPrinter, PaperDesk] | None:
    config = context.config
    printer = config.devices.printer
    if printer is None:
        return None
    press = TicketPress(config.ticket, printer.width_dots)
    paper = PaperDesk(
        context.journal,
        context.desk,
        press,
        config.services,
        config.site,
        context.follow_url,
        context.holders,
    )
    stack.push_async_callback(paper.close)
    return world.open_printer(printer), paper


def _print(
    crew: Crew,
    context: WebContext,
    printer: TicketPrinter,
    paper: PaperDesk,
    unclean: bool,
) -> None:
    leaflets = context.leaflets
    worker = PrintWorker(printer, paper if leaflets is None else PaperTray(paper, leaflets), unclean=unclean)

    def planned(effect: Effect) -> None:
        if effect.state is EffectState.PLANNED:
            worker.kick()

    def issued(event: DeskEvent) -> None:
        if event.kind == "issued":
            worker.kick()

    def told(status: DeviceStatus) -> None:
        context.troubles.report("printer", faults_of("printer", status))

    context.journal.on_change(planned)
    context.desk.on_event(issued)
    if leaflets is not None:
        leaflets.on_change(lambda _: worker.kick())
    printer.on_status(told)
    printer.on_status(context.metrics.printer)
    crew.start("printer link", printer.run)
    crew.start("print worker", worker.run, lambda: worker.busy)


def _count(context: WebContext) -> None:
    metrics = context.metrics
    context.desk.on_event(metrics.desk_event)
    context.journal.on_change(metrics.effect)
    context.troubles.on_trouble(metrics.trouble)
    context.visit.on_screen(metrics.screen)


def _back_up(crew: Crew, context: WebContext, database: Path) -> None:
    site, troubles = context.config.site, context.troubles
    folder = folder_of(site.backup, database.parent)
    nightly = NightlyBackup(database, folder, site.backup, site.zone, context.clock)

    def attempted(attempt: Attempt) -> None:
        context.metrics.backed_up(not attempt.error)
        troubles.report("backup", (Fault("backup_failed", Action.MAINTENANCE),) if attempt.error else ())

    nightly.on_attempt(attempted)
    crew.start("nightly backup", nightly.run)


def _desk_fails(troubles: Troubles, failing: bool) -> None:
    troubles.report(DESK, (Fault("desk_failed", Action.MAINTENANCE),) if failing else ())


def _work_fails(troubles: Troubles, name: str, failing: bool) -> None:
    troubles.report(name, (Fault("work_failing", Action.MAINTENANCE),) if failing else ())


def _log_trouble(kind: str, device: str, fault: Fault) -> None:
    log.warning("trouble %s device=%s fault=%s action=%s", kind, device, fault.code, fault.action)


def _hosts(*urls: str) -> frozenset[str]:
    names = {urlsplit(url).hostname or "" for url in urls}
    return frozenset(names | {"127.0.0.1", "localhost", "::1"})
