"""What the rows of the robot's travels ask before they are taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Duty = Literal["serving", "closed", "shut", "out"]  # shut: nothing new begins; out: nothing moves
Kind = Literal["", "place", "round", "guide", "home", "dock"]

DUTIES: Mapping[str, Duty] = {  # of the modes of the robot
    "open": "serving",
    "limited": "serving",
    "closed": "closed",
    "starting": "shut",
    "enter_pending": "shut",
    "stopping": "shut",
    "paused": "out",
    "maintenance": "out",
    "exit_pending": "out",
    "stopped": "out",
}


@dataclass(frozen=True, slots=True)
class TravelContext:
    """What the guards look at."""

    there: bool = False  # the base answers
    must_look: bool = False  # a person must, before anything moves
    duty: Duty = "shut"
    paused: bool = False  # by staff
    visiting: bool = False
    called: bool = False  # staff are on their way to it
    errand: Kind = ""
    more_stops: bool = False  # of a round
    needs_charge: bool = False
    charged: bool = True
    on_dock: bool = False
    at_post: bool = False
    has_dock: bool = False
    has_post: bool = False
    kept_at_dock: bool = False  # staff have sent it there
    rested: bool = False  # it has stood long enough to go somewhere of its own accord
    may_try: bool = True  # it has not failed too often to get home or to the dock


def the_base_is_gone(context: TravelContext) -> bool:
    """Nothing answers that could move."""
    return not context.there


def a_person_must_look(context: TravelContext) -> bool:
    """It was stopped, is lost, or was just switched on."""
    return context.must_look


def somebody_is_at_the_screen(context: TravelContext) -> bool:
    """A visit, and nobody who is guided."""
    return context.visiting and context.errand != "guide"


def the_guest_is_guided_no_more(context: TravelContext) -> bool:
    """Whoever was guided has left, or nothing may move."""
    return context.errand == "guide" and (not context.visiting or it_is_held(context))


def it_is_held(context: TravelContext) -> bool:
    """By staff, by a pause, or because a technician is at work."""
    return context.paused or context.duty == "out"


def nothing_new_begins(context: TravelContext) -> bool:
    """A technician waits, or the program comes to its end."""
    return context.duty == "shut" and context.errand != "guide"


def the_office_has_closed(context: TravelContext) -> bool:
    """A visit under way may finish, and so may a guest."""
    return context.duty == "closed" and context.errand != "guide"


def it_is_closed_and_there_is_a_dock(context: TravelContext) -> bool:
    """Outside the hours it stands on its dock."""
    return the_office_has_closed(context) and context.has_dock and context.errand != "dock"


def it_wants_its_dock(context: TravelContext) -> bool:
    """The office has closed, or the battery is low."""
    wanted = context.duty == "closed" or context.needs_charge
    return wanted and not context.on_dock and it_may_go_to_its_dock(context) and _rested(context)


def it_wants_home(context: TravelContext) -> bool:
    """It stands away from its post with nothing to do; at the dock, it has charged enough."""
    wanted = context.duty == "serving" or not context.has_dock
    stays = context.on_dock and (context.kept_at_dock or not context.charged)
    return wanted and not stays and not context.at_post and it_may_go_home(context) and _rested(context)


def it_may_go_to_its_dock(context: TravelContext) -> bool:
    """Nothing holds it, and there is a dock."""
    return context.has_dock and _free(context)


def it_may_go_home(context: TravelContext) -> bool:
    """Nothing holds it; not from the dock before it has charged."""
    return context.has_post and _free(context) and not (context.needs_charge and context.on_dock)


def it_may_be_sent(context: TravelContext) -> bool:
    """Within the hours, nothing holds it, and the battery lasts."""
    return context.duty == "serving" and _free(context) and not context.needs_charge


def a_guest_may_be_guided(context: TravelContext) -> bool:
    """Somebody at the screen has asked, within the hours, and the battery lasts."""
    allowed = context.duty == "serving" and not context.paused and not context.needs_charge
    return allowed and context.visiting and context.there and not context.must_look


def a_guest_follows(context: TravelContext) -> bool:
    """The errand in hand is a guest's."""
    return context.errand == "guide"


def it_goes_home(context: TravelContext) -> bool:
    """The errand in hand is the way home."""
    return context.errand == "home"


def it_goes_to_its_dock(context: TravelContext) -> bool:
    """The errand in hand is the way to the dock."""
    return context.errand == "dock"


def it_is_on_a_round(context: TravelContext) -> bool:
    """The errand in hand has stops."""
    return context.errand == "round"


def the_round_goes_on(context: TravelContext) -> bool:
    """There is another stop, nothing holds it, and the battery lasts."""
    return context.errand == "round" and context.more_stops and it_may_be_sent(context)


def it_is_on_its_dock(context: TravelContext) -> bool:
    """It stands where it charges."""
    return context.on_dock


def it_is_at_its_post(context: TravelContext) -> bool:
    """It stands where it serves; without a post, wherever that is."""
    return context.at_post or not context.has_post


def why_not(context: TravelContext) -> str:
    """What stands in the way of an order, the gravest first: a word of the texts; "" for nothing of these."""
    obstacles = {
        "no_base": not context.there,
        "needs_person": context.must_look,
        "maintenance": context.duty == "out",
        "paused": context.paused,
        "visit": context.visiting,
        "called": context.called,
        "closed": context.duty in ("closed", "shut"),
        "battery": context.needs_charge,
    }
    return next((word for word, true in obstacles.items() if true), "")


def _free(context: TravelContext) -> bool:
    held = it_is_held(context) or context.duty == "shut" or context.visiting or context.called
    return context.there and not context.must_look and not held


def _rested(context: TravelContext) -> bool:
    return context.rested and context.may_try
