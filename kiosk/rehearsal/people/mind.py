"""What somebody who talks with the robot wants, sees, and can do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.interfaces import Conversation
from kiosk.rehearsal.people.person import Person
from kiosk.rehearsal.people.sentences import Sentences
from state_machines.screen import Screen

TAKE_NUMBER, NONE_OF_THESE = "choice_take_number", "choice_none_of_these"
EFFECTS = (TAKE_NUMBER, "choice_print_checklist", "choice_call_staff")  # not touched by chance
TOPICS = ("documents", "fee", "time_limit", "where", "online")
ANSWERS = ("answer", "card", "choose")


@dataclass(frozen=True, slots=True)
class Move:
    """An event of the page with its fields; without one: wait.

    `wish`: it asks for a number. `leaves`: why they are gone right after it.
    """

    event: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    wish: bool = False
    leaves: str = ""


WAIT = Move()


class Mind:
    """One talker; `seen` is what stands on the screen now."""

    def __init__(self, person: Person, seen: Screen, talk: Conversation) -> None:
        self.person = person
        self.chance = person.chance
        self.seen = seen
        self.talk = talk
        knowledge = person.hall.config.knowledge
        self.book = knowledge.book
        self.sentences = Sentences(knowledge, person.chance)
        self.procedure = self._wanted()

    def look(self, seen: Screen, talk: Conversation) -> None:
        """The screen has changed, perhaps."""
        self.seen, self.talk = seen, talk

    @property
    def is_answered(self) -> bool:
        """Whether the robot speaks of what was asked for."""
        spoken_of = self.talk.turn.slots.get("procedure") == self.procedure == self.talk.subject
        return spoken_of and self.seen.name in ANSWERS and not self.offers(self.procedure)

    @property
    def robot_acts(self) -> bool:
        """Whether the robot does something that was asked for."""
        return self.talk.turn.action is not None

    def offers(self, value: str) -> bool:
        """Whether `value` is among the choices."""
        return any(choice.value == value for choice in self.talk.turn.choices)

    def harmless(self) -> list[str]:
        """The choices that only lead somewhere."""
        choices = self.talk.turn.choices
        return [c.value for c in choices if c.value not in EFFECTS and c.slot not in ("service", "reason")]

    def chooses(self, value: str) -> Move:
        """Touch a choice."""
        return Move("choose", {"choice": value})

    def says(self, text: str) -> Move:
        """Say or type it."""
        return Move("say", {"text": text})

    def asks_for(self, procedure: str) -> Move:
        """In words of one's own."""
        return self.says(self.sentences.of(procedure, self.seen.language))

    def asks_about(self, topic: str) -> Move:
        """A question that names no procedure."""
        return self.says(self.sentences.about(topic, self.seen.language))

    def towards_answer(self) -> Move:
        """What brings the robot to the procedure: the right choice, none of these, or other words."""
        if self.offers(self.procedure):
            return self.chooses(self.procedure)
        if self.offers(NONE_OF_THESE):
            return self.chooses(NONE_OF_THESE)
        return self.asks_for(self.procedure)

    def takes_number(self) -> Move:
        """For the procedure; touched, or said."""
        self.person.service = self.book.procedures[self.procedure].service
        if self.person.likely(0.3):
            text = self.sentences.command("take_number", self.seen.language)
            return Move("say", {"text": text}, wish=True)
        return Move("choose", {"choice": TAKE_NUMBER}, wish=True)

    def _wanted(self) -> str:
        """A procedure of the service they came for; any where there is none, empty without a book."""
        services = {service.id for service in self.person.hall.config.services}
        every = [p for p in self.book.procedures.values() if p.service in services]
        mine = [p for p in every if p.service == self.person.service] or every
        return self.chance.choice(mine).id if mine else ""
