"""What the pages are made over: everything a route may touch, handed in by `kiosk/build.py`."""

from dataclasses import dataclass, field

from dialogs.interfaces import Responses
from drivers.interfaces import MobileBase
from kiosk.announcing.announcer import Announcer
from kiosk.config.schema import Config
from kiosk.desk.calendar import Calendar
from kiosk.desk.desk import Desk
from kiosk.desk.journal import Journal
from kiosk.desk.staff import StaffDoor
from kiosk.leaflets import Leaflets
from kiosk.metrics.collector import Metrics
from kiosk.talk.dialog_set import InUse
from kiosk.talk.watch import DialogWatch
from kiosk.ticket.holders import Holders
from kiosk.web.sse import Streams
from state_machines.card_runner import CardRunner
from state_machines.doors import Doors
from state_machines.interfaces import Clock
from state_machines.mode_runner import ModeRunner
from state_machines.travel_runner import TravelRunner
from state_machines.trouble import Troubles
from state_machines.visit_runner import VisitRunner
from state_machines.voice_runner import VoiceRunner


@dataclass(frozen=True, slots=True)
class WebContext:
    """One robot's rooms, as its pages see them."""

    config: Config
    desk: Desk
    visit: VisitRunner
    mode: ModeRunner
    staff: StaffDoor
    journal: Journal
    troubles: Troubles
    responses: Responses
    calendar: Calendar
    clock: Clock
    hosts: frozenset[str]  # the names in Host headers that are ours, without port
    dialogs: InUse  # the set of flows, texts and knowledge in use
    follow_url: str  # `<follow_url>/T/<ticket id>` is the phone page behind the QR
    screen_from_anywhere: bool = False  # the citizen page answers this machine's own browser only, otherwise
    streams: Streams = field(default_factory=Streams)
    metrics: Metrics = field(default_factory=Metrics)
    leaflets: Leaflets | None = None  # none without a printer
    holders: Holders = field(default_factory=lambda: Holders(()))  # of the newest tickets, for paper
    card: CardRunner | None = None  # none where no identity cards are read
    travel: TravelRunner | None = None  # none where the robot cannot move
    base: MobileBase | None = None  # what it moves with
    voice: VoiceRunner | None = None  # none where the robot neither hears nor speaks
    doors: Doors | None = None  # none: the page only shows what the robot's own devices do
    unheard: tuple[str, ...] = ()  # languages without a speech model, though there may be a microphone
    dialog_watch: DialogWatch | None = None  # takes over edits of the files of `dialogs`
    announcer: Announcer | None = None  # none where the board is silent
