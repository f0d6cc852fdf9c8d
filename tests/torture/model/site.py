"""The small office of the model: what the judge and the product are both told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.config.schema import Counter, DeskSettings, Hours, PriorityReason, Service, Slot, Text

NAME = Text(vi="tên", en="name")
SERVED = {"1": ("papers",), "2": ("papers", "land"), "3": ("land", "cash")}
PREFIXES = {"papers": "P", "land": "L", "cash": "L"}  # land and cash share one row of numbers
SERVICES, COUNTERS = tuple(PREFIXES), tuple(SERVED)
ROBOTS = ("kiosk.0", "kiosk.1")
REASONS = ("old", "ill")
STAFF = ("an", "binh")
UNDO_S = 10
REPRINTS = 2
OPENS, CLOSES = 7, 17
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 11, 24, 1, tzinfo=UTC)
ONE_DAY = timedelta(days=1)


def services() -> list[Service]:
    """The services in the words of the configuration."""
    return [
        Service(id=name, prefix=prefix, name=NAME, counters=[c for c in SERVED if name in SERVED[c]])
        for name, prefix in PREFIXES.items()
    ]


def counters() -> list[Counter]:
    """The counters in the words of the configuration."""
    return [Counter(id=name, name=NAME) for name in COUNTERS]


def settings(in_a_row: int) -> DeskSettings:
    """How the desk counts and calls."""
    reasons = [PriorityReason(id=name, name=NAME) for name in REASONS]
    return DeskSettings(priority_in_a_row=in_a_row, undo_s=UNDO_S, priority_reasons=reasons)


def hours(training: bool) -> Hours:
    """Every day the same, or always."""
    slot = [Slot(opens=f"{OPENS}:00", closes=f"{CLOSES}:00")]
    return Hours(
        training=training,
        monday=slot,
        tuesday=slot,
        wednesday=slot,
        thursday=slot,
        friday=slot,
        saturday=slot,
        sunday=slot,
    )
