"""The schema of the site's configuration. Every field an installer or the staff may set, with its range.

Scalars arrive as text (`kiosk.config.loading`): `0123`, `7:30` and `no` stay what was typed until a field
converts them.
The descriptions and examples make the error messages and docs/reference/configuration.md.
"""

from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, SkipValidation

from dialogs.flows.model import FlowSet
from dialogs.knowledge import Knowledge
from dialogs.responses import TextBook
from kiosk.config.base import Day, Language, Name, Settings, Text, TimeOfDay, TimeZone
from kiosk.config.card_schema import CardSettings
from kiosk.config.device_schema import Devices
from kiosk.config.hall_schema import HallSettings
from kiosk.config.speech_schema import SpeechSettings
from kiosk.config.ticket_layout import TicketLayout

SIGNS = (
    "document",
    "family",
    "birth",
    "marriage",
    "death",
    "stamp",
    "idcard",
    "house",
    "land",
    "heart",
    "elder",
    "shop",
    "payment",
    "result",
    "justice",
    "education",
    "health",
    "culture",
    "help",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Counter(Settings):
    """Where staff sit."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,19}$")] = Field(
        description="Short name in small letters and figures; services refer to it", examples=["1"]
    )
    name: Text = Field(description="What citizens read", examples=["{vi: Quầy 1, en: Counter 1}"])


class Service(Settings):
    """What citizens come for; its numbers bear its prefix."""

    id: Name = Field(
        description="Short name in small letters, never shown; keep it once in use", examples=["civil_status"]
    )
    prefix: Annotated[str, Field(pattern=r"^[A-Z]{1,2}$")] = Field(
        description="One or two capital letters in front of its numbers, no two alike", examples=["A"]
    )
    name: Text = Field(description="What citizens read", examples=["{vi: Hộ tịch, en: Civil status}"])
    description: Text | None = Field(
        default=None,
        description="A line under the name",
        examples=["{vi: Khai sinh, kết hôn, en: Birth, marriage}"],
    )
    sign: Name = Field(
        default="document", description="The picture on its tile: " + ", ".join(SIGNS), examples=["family"]
    )
    counters: list[str] = Field(
        min_length=1, description="Ids of the counters that serve it", examples=["[1, 2]"]
    )
    card: list[Literal["name", "number", "masked_number"]] = Field(
        default=[],
        description="What its tickets say of a card that was read in the visit, on paper only "
        "(`{name}` and `{number_of_card}` in ticket.yaml)",
        examples=["[name, masked_number]"],
    )


class PriorityReason(Settings):
    """A reason to be called earlier; every use is written to the audit."""

    id: Name = Field(description="Short name in small letters; it stands in the audit", examples=["elderly"])
    name: Text = Field(description="What citizens read", examples=["{vi: Từ 80 tuổi, en: Aged 80 or over}"])


class DeskSettings(Settings):
    """How the desk counts and calls."""

    first_number: int = Field(
        default=1, ge=0, le=9999, description="The first number of a day, of each service", examples=["1"]
    )
    digits: int = Field(
        default=3, ge=1, le=4, description="Figures of a number: 3 gives A001", examples=["3"]
    )
    priority_in_a_row: int = Field(
        default=2,
        ge=1,
        le=20,
        description="After so many priority calls in a row one of the others is called, if any waits",
        examples=["2"],
    )
    undo_s: float = Field(
        default=10,
        ge=0,
        le=300,
        allow_inf_nan=False,
        description="Seconds the last step at a counter can be undone",
        examples=["10"],
    )
    priority_reasons: list[PriorityReason] = Field(
        default=[],
        description="Reasons to be called earlier; without any, nobody is asked",
        examples=["[{id: elderly, name: {vi: Từ 80 tuổi, en: Aged 80 or over}}]"],
    )


class Slot(Settings):
    """One opening slot of a day; `closes` is not part of it."""

    opens: TimeOfDay = Field(description="The first minute numbers are issued", examples=["7:30"])
    closes: TimeOfDay = Field(description="The minute numbers stop", examples=["11:30"])


class ClosedDay(Settings):
    """A day without service."""

    day: Day = Field(description="The day, as 2026-09-02 or 2/9/2026", examples=["2/9/2026"])
    name: Text = Field(description="What citizens read", examples=["{vi: Quốc khánh, en: National Day}"])


Slots = Annotated[
    list[Slot],
    Field(description="Slots of this weekday; none: closed", examples=["[{opens: 7:30, closes: 11:30}]"]),
]


class Hours(Settings):
    """When numbers are issued, in the site's time zone. `training` issues them at any hour (and says so)."""

    training: bool = Field(
        default=False, description="Issue numbers at any hour, for trying out and training", examples=["no"]
    )
    monday: Slots = Field(default=[])
    tuesday: Slots = Field(default=[])
    wednesday: Slots = Field(default=[])
    thursday: Slots = Field(default=[])
    friday: Slots = Field(default=[])
    saturday: Slots = Field(default=[])
    sunday: Slots = Field(default=[])
    closed_days: list[ClosedDay] = Field(
        default=[],
        description="Holidays",
        examples=["[{day: 2/9/2026, name: {vi: Quốc khánh, en: National Day}}]"],
    )


class BackupSettings(Settings):
    """The copy of all numbers made every night, verified; `kiosk restore` brings one back."""

    at: TimeOfDay = Field(
        default=time(2, 30),
        description="When it is made; a missed one is made up at the next start",
        examples=["2:30"],
    )
    keep: int = Field(default=14, ge=1, le=366, description="How many nights are kept", examples=["14"])
    folder: str | None = Field(
        default=None,
        min_length=1,
        description="Where, best on another disk; without it `backups` in the data folder",
        examples=["/mnt/stick/kiosk"],
    )


class BoardSettings(Settings):
    """How calls are heard at the board: a chime, then the call in each language."""

    speak: list[Language] = Field(
        default=["vi"],
        description="Languages calls are spoken in, one after the other; []: the board is silent",
        examples=["[vi, en]"],
    )


class Site(Settings):
    """The office and this robot in it."""

    office: Text = Field(
        description="The name on screens and tickets",
        examples=["{vi: UBND phường Cửa Nam, en: Cua Nam Ward}"],
    )
    robot: Name = Field(
        default="robot-1", description="This robot's name, different on each robot", examples=["robot-1"]
    )
    time_zone: TimeZone = Field(
        default="Asia/Ho_Chi_Minh", description="Days begin in this time zone", examples=["Asia/Ho_Chi_Minh"]
    )
    languages: list[Language] = Field(
        default=["vi", "en"],
        min_length=1,
        description="Languages offered, the first is the usual",
        examples=["[vi, en]"],
    )
    listen: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for the local network",
        examples=["127.0.0.1"],
    )
    port: int = Field(default=8080, ge=0, le=65535, description="Port of the pages", examples=["8080"])
    public_url: (
        Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9.\[\]:_-]+(/[A-Za-z0-9._~/-]*)?$")] | None
    ) = Field(
        default=None,
        description="What the ticket's QR leads to; without it the robot's own address",
        examples=["https://so.phuong.example"],
    )
    backup: BackupSettings = Field(
        default=BackupSettings(),
        description="The copy made every night",
        examples=["{at: 2:30, keep: 14}"],
    )
    board: BoardSettings = Field(
        default=BoardSettings(), description="Calls heard at the board", examples=["{speak: [vi, en]}"]
    )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone days begin in."""
        return ZoneInfo(self.time_zone)


class ServicePlan(Settings):
    """The services and the counters that serve them."""

    services: list[Service] = Field(
        min_length=1,
        description="In the order of the screen, most used first",
        examples=["[{id: land, prefix: C, name: {vi: Đất đai, en: Land}, counters: [4]}]"],
    )
    counters: list[Counter] = Field(
        min_length=1,
        description="Every counter of the hall",
        examples=["[{id: 4, name: {vi: Quầy 4, en: Counter 4}}]"],
    )


class Config(Settings):
    """Everything the site has set, checked as a whole (`kiosk.site.load`)."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    site: Site
    services: list[Service]
    counters: list[Counter]
    desk: DeskSettings
    hours: Hours
    devices: Devices
    ticket: TicketLayout
    speech: SpeechSettings = Field(default_factory=SpeechSettings)
    cards: CardSettings = Field(default_factory=CardSettings)
    hall: HallSettings | None = None
    responses: SkipValidation[TextBook]
    knowledge: SkipValidation[Knowledge]
    flows: SkipValidation[FlowSet]
    folder: Path | None = None  # where it was read from
