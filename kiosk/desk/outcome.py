"""What a unit of work of the desk gives back: an answer, and what happened for whoever listens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.desk.model import DeskEvent, NotAllowed
from kiosk.desk.rules import Moment
from kiosk.desk.unit import Request, Unit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """An answer with its events; `ticket_id` is what a repeat of the request will be answered with."""

    answer: T
    ticket_id: str | None
    events: tuple[DeskEvent, ...] = ()


def once(
    unit: Unit,
    request_id: str | None,
    what: str,
    moment: Moment,
    first_time: Callable[[], Outcome[T]],
    again: Callable[[str | None], T],
) -> Outcome[T]:
    """Do it the first time; answer a repeat of the request from what was done then."""
    if request_id is None:
        return first_time()
    if known := unit.requests.find(request_id):
        if known.what != what:
            raise NotAllowed("request_reused", f"this request id was used for {known.what}")
        return Outcome(again(known.ticket_id), known.ticket_id)
    outcome = first_time()
    unit.requests.add(Request(request_id, what, outcome.ticket_id, moment.at))
    return outcome
