"""The robot's travels through its hall: it announces before it moves, and stands still whenever in doubt."""

from state_machines import effects as do
from state_machines import travel_guards as guards
from state_machines.row import STAY, Row
from state_machines.table import Table
from state_machines.travel_guards import TravelContext

STATES = {
    "no_base": "The base, or what it cannot move without, does not answer",
    "needs_person": "Stopped, lost or just switched on: a person must look first",
    "at_post": "It stands where it serves",
    "away": "It stands somewhere in the hall",
    "charging": "It stands on its dock, and serves there",
    "announcing": "It says that it is about to move",
    "going": "On its way to where staff have sent it, or to a stop of its round",
    "at_stop": "On a round it stands still and offers",
    "guiding": "It goes ahead of somebody who follows",
    "returning": "On its way home to its post",
    "docking": "On its way to its dock",
    "held": "It would go on, but staff have paused it, or a technician is at work",
}

EVENTS = {
    "changed": "something is not as it was: the mode, a visit, a pause, the base, the battery",
    "rested": "it has stood long enough to go somewhere of its own accord",
    "announced": "people have had time to step aside",
    "arrived": "the base is where it was sent",
    "failed": "the base's trip has ended anywhere else",
    "offered": "the time at a stop is over",
    "send": "staff send it to a place",
    "round": "a round of the waiting area is to begin",
    "home": "staff send it home",
    "dock": "staff send it to its dock",
    "guide": "a citizen wants to be guided",
    "touch": "somebody touches the screen",
    "call": "somebody calls staff to it",
    "stop": "“stop there”, by voice, by touch or by staff",
    "release": "a person has looked and lets it go",
}

STANDING = ("at_post", "away", "charging")
MOVING = ("going", "guiding", "returning", "docking")
ON_ERRAND = ("announcing", *MOVING)
AT_WORK = (*ON_ERRAND, "at_stop")
STILL = ("no_base", "needs_person", *STANDING)
GIVEN_UP = (do.StandStill(), do.DropErrand())
TO_THE_DOCK = (do.WantDock(), do.AnnounceMove())
AS_ORDERED = (*GIVEN_UP, do.TakeErrand(), do.AnnounceMove())

Rows = tuple[Row[TravelContext], ...]
Sources = str | tuple[str, ...]


def _not_possible(source: Sources, event: str, effects: tuple[do.Effect, ...]) -> Rows:
    """The gravest first."""
    return (
        Row(source, event, "no_base", "Nothing can move", guards.the_base_is_gone, effects),
        Row(source, event, "needs_person", "No restart without a person", guards.a_person_must_look, effects),
    )


def _stands(source: Sources, event: str, note: str, effects: tuple[do.Effect, ...] = ()) -> Rows:
    """Where it stands now decides."""
    return (
        Row(source, event, "charging", note, guards.it_is_on_its_dock, effects),
        Row(source, event, "at_post", note, guards.it_is_at_its_post, effects),
        Row(source, event, "away", note, None, effects),
    )


def _thinks(event: str) -> Rows:
    """Standing still: whether it goes somewhere of its own accord."""
    return (
        *_not_possible(STANDING, event, ()),
        Row(
            STANDING,
            event,
            "announcing",
            "Closed, or the battery is low",
            guards.it_wants_its_dock,
            TO_THE_DOCK,
        ),
        Row(
            STANDING,
            event,
            "announcing",
            "Nothing to do here",
            guards.it_wants_home,
            (do.WantHome(), do.AnnounceMove()),
        ),
        *_stands(STANDING, event, "It stays"),
    )


AT_REST: Rows = (
    Row("no_base", "changed", STAY, "Still nothing", guards.the_base_is_gone),
    Row("no_base", "changed", "needs_person", "It is back; a person must look", guards.a_person_must_look),
    *_stands("no_base", "changed", "It is back"),
    Row("needs_person", "changed", "no_base", "Nothing can move", guards.the_base_is_gone),
    Row("needs_person", "changed", STAY, "Still to be looked at", guards.a_person_must_look),
    *_stands("needs_person", "changed", "Let go by a person"),
    Row("needs_person", "release", STAY, "The base says whether it can", None, (do.LetGo(),)),
    *_thinks("changed"),
    *_thinks("rested"),
)

ON_THE_WAY: Rows = (
    *_not_possible(AT_WORK, "changed", GIVEN_UP),
    Row(AT_WORK, "changed", "away", "A visit begins", guards.somebody_is_at_the_screen, GIVEN_UP),
    Row(ON_ERRAND, "changed", "away", "No more", guards.the_guest_is_guided_no_more, GIVEN_UP),
    Row(AT_WORK, "changed", "held", "The errand waits", guards.it_is_held, (do.StandStill(),)),
    Row(
        AT_WORK,
        "changed",
        "announcing",
        "The office closes",
        guards.it_is_closed_and_there_is_a_dock,
        (*GIVEN_UP, *TO_THE_DOCK),
    ),
    Row(AT_WORK, "changed", "away", "Nothing new begins now", guards.nothing_new_begins, GIVEN_UP),
    Row(AT_WORK, "changed", STAY, "It goes on"),
    Row("held", "changed", "no_base", "Nothing can move", guards.the_base_is_gone, (do.DropErrand(),)),
    Row("held", "changed", "needs_person", "A person first", guards.a_person_must_look, (do.DropErrand(),)),
    Row("held", "changed", "away", "A visit begins", guards.somebody_is_at_the_screen, (do.DropErrand(),)),
    Row("held", "changed", STAY, "Still held", guards.it_is_held),
    Row(
        "held",
        "changed",
        "announcing",
        "The office has closed meanwhile",
        guards.it_is_closed_and_there_is_a_dock,
        (do.DropErrand(), *TO_THE_DOCK),
    ),
    Row("held", "changed", "away", "Nothing new begins now", guards.nothing_new_begins, (do.DropErrand(),)),
    Row("held", "changed", "announcing", "It goes on, and says so again", None, (do.AnnounceMove(),)),
    Row("announcing", "announced", "guiding", "A guest follows", guards.a_guest_follows, (do.SetOff(),)),
    Row("announcing", "announced", "docking", "To its dock", guards.it_goes_to_its_dock, (do.SetOff(),)),
    Row("announcing", "announced", "returning", "Home", guards.it_goes_home, (do.SetOff(),)),
    Row("announcing", "announced", "going", "To a place", None, (do.SetOff(),)),
)

AT_THE_END: Rows = (
    Row("going", "arrived", "at_stop", "A stop of its round", guards.it_is_on_a_round, (do.OfferHere(),)),
    *_stands("going", "arrived", "Sent there", (do.EndErrand(),)),
    *_stands("guiding", "arrived", "The guest is where they wanted", (do.EndErrand(),)),
    Row("returning", "arrived", "at_post", "Home", None, (do.EndErrand(),)),
    Row("docking", "arrived", "charging", "It charges", None, (do.EndErrand(),)),
    *_not_possible(MOVING, "failed", (do.EndErrand(),)),
    Row(
        "going",
        "failed",
        "announcing",
        "Another stop may be free",
        guards.the_round_goes_on,
        (do.NextStop(), do.AnnounceMove()),
    ),
    *_stands(MOVING, "failed", "It did not get there", (do.EndErrand(),)),
    Row(
        "at_stop",
        "offered",
        "announcing",
        "The next stop",
        guards.the_round_goes_on,
        (do.NextStop(), do.AnnounceMove()),
    ),
    *_stands("at_stop", "offered", "The round is over", (do.EndErrand(),)),
)

ORDERED: Rows = (
    Row((*STANDING, *AT_WORK), "send", "announcing", "By staff", guards.it_may_be_sent, AS_ORDERED),
    Row((*STANDING, *AT_WORK), "round", "announcing", "By staff", guards.it_may_be_sent, AS_ORDERED),
    Row((*STANDING, *AT_WORK), "home", "announcing", "By staff", guards.it_may_go_home, AS_ORDERED),
    Row((*STANDING, *AT_WORK), "dock", "announcing", "By staff", guards.it_may_go_to_its_dock, AS_ORDERED),
    Row(STANDING, "guide", "announcing", "The citizen has asked", guards.a_guest_may_be_guided, AS_ORDERED),
    Row(ON_ERRAND, "touch", "away", "A touch stops it", None, GIVEN_UP),
    Row((*AT_WORK, "held"), "call", "away", "It waits for staff", None, GIVEN_UP),
    Row((*AT_WORK, "held"), "stop", "away", "At once", None, GIVEN_UP),
    Row(STILL, "stop", STAY, "It stands already", None, (do.StandStill(),)),
)

TABLE: Table[TravelContext] = Table(
    name="travel",
    initial="no_base",
    states=STATES,
    events=EVENTS,
    rows=(*AT_REST, *ON_THE_WAY, *AT_THE_END, *ORDERED),
)
