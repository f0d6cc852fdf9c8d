"""Takes back the last deed of a counter: for a short while, if nothing else happened to its tickets."""

from datetime import datetime, timedelta

from kiosk.desk import serving, steps
from kiosk.desk.issuing import known_ticket
from kiosk.desk.model import NotAllowed, Ticket
from kiosk.desk.outcome import Outcome
from kiosk.desk.rules import Moment, Rules
from kiosk.desk.serving import Tap
from kiosk.desk.steps import UNDOABLE, Deed, LoggedDeed
from kiosk.desk.unit import Unit


def undo(unit: Unit, rules: Rules, moment: Moment, tap: Tap, counter: str) -> Outcome[Ticket]:
    """The tickets of the counter's last deed are again as they were."""

    def work() -> Outcome[Ticket]:
        deed = undoable(unit, rules, moment, counter)
        if deed is None:
            raise NotAllowed("nothing_to_undo", f"nothing can be undone at counter {counter} now")
        changes = tuple(
            steps.take_back(known_ticket(unit, before.ticket_id), before) for before in reversed(deed.before)
        )
        unit.steps.mark_undone(deed.deed_id)
        return serving.done(unit, Deed(counter, tap.actor, moment.day, moment.at, changes))

    return serving.tapped(unit, moment, tap, work)


def undoable(unit: Unit, rules: Rules, moment: Moment, counter: str) -> LoggedDeed | None:
    """The deed that can be undone now."""
    deed = unit.steps.last(moment.day, counter)
    if deed is None or deed.kind not in UNDOABLE or moment.at > undo_until(rules, deed):
        return None
    untouched = all(unit.steps.last_of(before.ticket_id) == deed.deed_id for before in deed.before)
    return deed if untouched else None


def undo_until(rules: Rules, deed: LoggedDeed) -> datetime:
    """The last instant at which a deed can be undone."""
    return deed.at + timedelta(seconds=rules.settings.undo_s)
