"""What can be seen and heard in the hall: facts as they are told, for people who wait for something."""

from collections.abc import Callable

from kiosk.config.schema import Config
from kiosk.rehearsal.facts import Fact, Witness
from kiosk.rehearsal.people.bell import Bell
from kiosk.rehearsal.people.calls import Calls

WAITS_AGAIN = ("issued", "transferred", "back", "undone")


class Senses:
    """One day's eyes and ears; `close` at its end."""

    def __init__(self, config: Config, witness: Witness) -> None:
        self.screen = Bell()  # the robot's screen shows something else, or goes dark
        self.alive = Bell()  # the robot is back
        self.news = Bell()  # something for staff: a trouble, a doubt, a call for help
        self.queues = {counter.id: Bell() for counter in config.counters}  # somebody waits for this counter
        self.checklist = Bell()  # somebody looks at a checklist
        self.leaflet = Bell()  # a checklist is being printed
        self.calls = Calls()
        self.lives = 0  # a page made in one life of the robot is not that of another
        self.failed_in: tuple[int, int] = (0, 0)  # life and visit of the last wish that was not answered
        self._counters = {service.id: tuple(service.counters) for service in config.services}
        self._witness = witness
        self._hear: dict[str, Callable[[Fact], None]] = {
            "life_began": self._life_began,
            "life_up": self._life_up,
            "life_ended": lambda _: self.screen.ring(),
            "screen": self._screen,
            "trouble": lambda _: self.news.ring(),
            "effect": self._effect,
            "talk": self._talk,
            "leaflet": self._leaflet,
            **dict.fromkeys(WAITS_AGAIN, self._waits),
        }
        witness.on_fact(self._heard)
        witness.on_fact(self.calls.hear)

    def close(self) -> None:
        """Hear nothing more."""
        self._witness.forget(self._heard)
        self._witness.forget(self.calls.hear)

    def _heard(self, fact: Fact) -> None:
        hear = self._hear.get(fact.kind)
        if hear is not None:
            hear(fact)

    def _life_began(self, _: Fact) -> None:
        self.lives += 1

    def _life_up(self, _: Fact) -> None:
        for bell in (self.alive, self.screen, self.news, *self.queues.values()):
            bell.ring()

    def _screen(self, fact: Fact) -> None:
        if fact["trouble"] == "failed":
            self.failed_in = self.lives, int(fact["visit"] or 0)
        self.screen.ring()
        if "staff_called" in str(fact["overlays"]):
            self.news.ring()

    def _talk(self, fact: Fact) -> None:
        if "checklist_title" in str(fact["says"]):
            self.checklist.ring()

    def _leaflet(self, fact: Fact) -> None:
        if fact["state"] == "sent":
            self.leaflet.ring()

    def _effect(self, fact: Fact) -> None:
        if fact["state"] == "uncertain":
            self.news.ring()

    def _waits(self, fact: Fact) -> None:
        for counter in self._counters.get(str(fact["service"]), ()):
            self.queues[counter].ring()
