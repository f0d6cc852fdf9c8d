"""What the site has settled, and the time an action happens at: what every unit of work of the desk needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.config.schema import DeskSettings
from kiosk.desk.assignment import Assignment
from kiosk.desk.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Rules:
    """The site's settled things; they do not change while the desk runs."""

    assignment: Assignment
    settings: DeskSettings
    calendar: Calendar
    new_ticket_id: Callable[[], str]
    robot: str
    with_paper: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens: the instant and the site's day."""

    at: datetime
    day: date
