"""Somebody's talk with the robot, for as long as their visit lasts."""

from kiosk.rehearsal.people.mind import Mind, Move
from kiosk.rehearsal.people.person import Person
from kiosk.rehearsal.people.ways import Moves, Way
from state_machines.screen import Screen

BEGINS_AT = "services"
ELSEWHERE = ("closed", "attract", "priority", "issuing", "ticket", "trouble")


class Talking:
    """Begins at the first screen of a visit, once; what somebody else left there is no beginning."""

    def __init__(self, person: Person, way: Way) -> None:
        self._person = person
        self._way = way
        self._visit = 0
        self._mind: Mind | None = None
        self._moves: Moves | None = None

    def move(self, seen: Screen) -> Move | None:
        """What they do next; None where they act as anybody. Raises `Leaves`."""
        if seen.talk is None or seen.name in ELSEWHERE:
            return None
        if self._mind is None or self._moves is None:
            if seen.name != BEGINS_AT:
                return None
            self._visit = seen.visit
            self._mind = Mind(self._person, seen, seen.talk)
            self._moves = self._way(self._mind)
        if seen.visit != self._visit:
            return None
        self._mind.look(seen, seen.talk)
        return next(self._moves, None)
