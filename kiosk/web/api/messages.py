"""The messages of the HTTP interface: what is sent and what is answered, typed."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kiosk.desk.model import Board, Called, CounterView, Place, Ticket, WaitRange

RequestId = Annotated[UUID, Field(description="Made by the caller; the same id always gets the same answer.")]


class Message(BaseModel):
    """Base of all messages: unknown fields are errors."""

    model_config = ConfigDict(extra="forbid")


class Problem(Message):
    """Why a request was refused."""

    error: str = Field(description="A word for programs, e.g. `unknown_service`.")
    detail: str = Field(description="A sentence for people.")


class LocalText(Message):
    """One text in both languages."""

    vi: str
    en: str


class WaitMinutes(Message):
    """A range of whole minutes."""

    low: int
    high: int

    @classmethod
    def of(cls, wait: WaitRange | None) -> "WaitMinutes | None":
        """The message for `wait`."""
        return None if wait is None else cls(low=wait.low, high=wait.high)


class ServiceInfo(Message):
    """One service and how busy it is now."""

    id: str
    prefix: str
    name: LocalText
    counters: list[str]
    waiting: int
    wait_minutes: WaitMinutes | None
    open: bool


class TicketWish(Message):
    """A wish for a number."""

    service: str = Field(max_length=40)
    request_id: RequestId
    priority: str | None = Field(default=None, max_length=40, description="The id of a priority reason.")
    language: Literal["vi", "en"] = "vi"


class IssuedTicket(Message):
    """The answer to a wish for a number; `print` is the journal's word for the paper."""

    ticket_id: str
    number: str
    people_ahead: int | None
    wait_minutes: WaitMinutes | None
    print: str


class TicketInfo(Message):
    """A ticket and its place in the queue; nothing personal."""

    ticket_id: str
    number: str
    service: str
    state: str
    people_ahead: int | None
    wait_minutes: WaitMinutes | None
    counter: str | None
    issued_at: datetime
    called_at: datetime | None
    print: str

    @classmethod
    def of(cls, place: Place, paper: str) -> "TicketInfo":
        """The message for a ticket at its place."""
        ticket = place.ticket
        return cls(
            ticket_id=ticket.ticket_id,
            number=ticket.number,
            service=ticket.service,
            state=ticket.state.value,
            people_ahead=place.people_ahead,
            wait_minutes=WaitMinutes.of(place.wait),
            counter=ticket.counter,
            issued_at=ticket.issued_at,
            called_at=ticket.called_at,
            print=paper,
        )


class StaffStep(Message):
    """A step at a counter; the request id makes a double tap harmless."""

    request_id: RequestId | None = None


class Transfer(StaffStep):
    """The counter's current ticket waits again, for another service."""

    service: str = Field(max_length=40)


class Back(StaffStep):
    """A ticket waits again at its old place."""

    ticket_id: str = Field(max_length=40)


class StepDone(Message):
    """The ticket a step was about; all None when nobody waits."""

    counter: str
    ticket_id: str | None
    number: str | None
    service: str | None
    state: str | None
    calls: int | None

    @classmethod
    def of(cls, counter: str, ticket: Ticket | None) -> "StepDone":
        """The message for a step at `counter`."""
        if ticket is None:
            return cls(counter=counter, ticket_id=None, number=None, service=None, state=None, calls=None)
        return cls(
            counter=counter,
            ticket_id=ticket.ticket_id,
            number=ticket.number,
            service=ticket.service,
            state=ticket.state.value,
            calls=ticket.calls,
        )


class WaitingTicket(Message):
    """One who waits, in calling order."""

    ticket_id: str
    number: str
    service: str
    priority: str | None
    issued_at: datetime

    @classmethod
    def of(cls, ticket: Ticket) -> "WaitingTicket":
        """The message for a waiting ticket."""
        return cls(
            ticket_id=ticket.ticket_id,
            number=ticket.number,
            service=ticket.service,
            priority=ticket.priority,
            issued_at=ticket.issued_at,
        )


class CounterInfo(Message):
    """What a counter's staff see."""

    counter: str
    current: StepDone
    waiting: list[WaitingTicket]
    missed: list[WaitingTicket]
    undo: str | None

    @classmethod
    def of(cls, view: CounterView) -> "CounterInfo":
        """The message for a counter's view."""
        return cls(
            counter=view.counter,
            current=StepDone.of(view.counter, view.current),
            waiting=[WaitingTicket.of(t) for t in view.waiting],
            missed=[WaitingTicket.of(t) for t in view.missed],
            undo=view.undo,
        )


class CalledNumber(Message):
    """One called number."""

    number: str
    counter: str
    called_at: datetime
    calls: int

    @classmethod
    def of(cls, called: Called) -> "CalledNumber":
        """The message for a call."""
        return cls(
            number=called.number, counter=called.counter, called_at=called.called_at, calls=called.calls
        )


class BoardInfo(Message):
    """What the hall sees; `event`, `number` and `counter` say what has just changed."""

    event: str = "board"
    number: str | None = None
    counter: str | None = None
    serving: list[CalledNumber]
    last: list[CalledNumber]
    next: list[str]

    @classmethod
    def of(cls, board: Board) -> "BoardInfo":
        """The message for the board."""
        return cls(
            serving=[CalledNumber.of(c) for c in board.serving],
            last=[CalledNumber.of(c) for c in board.last],
            next=list(board.next),
        )
