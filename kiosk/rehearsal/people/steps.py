"""The steps of the counter page as the desk takes them."""

from kiosk.desk.model import Ticket
from kiosk.rehearsal.people.counter_acts import Step
from kiosk.web.context import WebContext


def call_next(counter: str) -> Step:
    """Finish what is there, call the next."""
    return lambda robot, request, actor: robot.desk.call_next(counter, request_id=request, actor=actor)


def recall(counter: str) -> Step:
    """Call once more."""
    return lambda robot, request, actor: robot.desk.recall(counter, request_id=request, actor=actor)


def finish(counter: str) -> Step:
    """Served."""
    return lambda robot, request, actor: robot.desk.finish(counter, request_id=request, actor=actor)


def no_show(counter: str) -> Step:
    """Nobody came."""
    return lambda robot, request, actor: robot.desk.no_show(counter, request_id=request, actor=actor)


def undo(counter: str) -> Step:
    """Take the last step back."""
    return lambda robot, request, actor: robot.desk.undo(counter, request_id=request, actor=actor)


def transfer(counter: str, service: str) -> Step:
    """To another service."""
    return lambda robot, request, actor: robot.desk.transfer(
        counter, service, request_id=request, actor=actor
    )


def back_to_waiting(ticket: str) -> Step:
    """Waits again."""
    return lambda robot, request, actor: robot.desk.back_to_waiting(ticket, request_id=request, actor=actor)


def reprint(ticket: str) -> Step:
    """One more paper, marked as such; the page sends no request id with it."""

    async def step(robot: WebContext, _request: str, actor: str) -> Ticket | None:
        await robot.journal.reprint(ticket, actor)
        return None

    return step
