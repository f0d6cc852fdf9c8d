"""What the robot answers of what it can know without its desk: procedures, hours, counters."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dialogs.advice import Advice, Saying
from dialogs.advice.days import hour_in_words
from dialogs.interfaces import Responses
from dialogs.knowledge import Knowledge
from dialogs.understood import Understood
from kiosk.config.card_schema import CardSettings
from kiosk.config.explain import validated
from kiosk.config.hall_schema import HallSettings
from kiosk.config.loading import read_document
from kiosk.config.problems import ConfigErrors
from kiosk.config.schema import Hours, ServicePlan, Site
from kiosk.desk.calendar import Calendar
from kiosk.site.knowledge.loading import load_knowledge
from kiosk.site.texts import read_texts


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one site."""

    knowledge: Knowledge
    responses: Responses
    calendar: Calendar
    plan: ServicePlan
    cards: CardSettings = field(default_factory=CardSettings)
    hall: HallSettings | None = None

    def say(self, language: str, understood: Understood, day: date) -> Saying:
        """What the robot says to `understood` on `day`."""
        advice = Advice(self.knowledge.book, self.responses)
        if understood.kind != "command":
            return advice.say(language, understood, day)
        if understood.id == "card_purpose":
            return Saying(self._card_purpose(language))
        slots = self.calendar.slots(day)
        if understood.id == "opening_hours" and not slots:
            return Saying((self.responses.text(language, "say_opening_hours_closed"),))
        if understood.id == "where_is" and (where := self._where(language, understood)):
            return Saying((where,))
        hours = ", ".join(
            f"{hour_in_words(slot.opens, language)} – {hour_in_words(slot.closes, language)}"
            for slot in slots
        )
        return advice.say(language, understood, day, {"hours": hours})

    def _card_purpose(self, language: str) -> tuple[str, ...]:
        """What identity cards are read for, and what each further field is."""
        further = (
            self.responses.text(
                language,
                "card_purpose_further",
                field=self.responses.text(language, f"card_field_{name}"),
                purpose=purpose.in_language(language),
            )
            for name, purpose in self.cards.extra.items()
        )
        return (self.cards.purpose.in_language(language), *further)

    def _where(self, language: str, understood: Understood) -> str:
        """Of a service or a counter; "" for anything else."""
        of_service = self.where(language, understood.slots.get("service"))
        return of_service or self._in_the_hall(language, understood.slots.get("counter", ""))

    def _in_the_hall(self, language: str, counter_id: str) -> str:
        """That the counter is here, where the hall has a place for it; else ""."""
        if self.hall is None or not any(place.counter == counter_id for place in self.hall.places.values()):
            return ""
        counters = [known for known in self.plan.counters if known.id == counter_id]
        names = (counter.name.in_language(language) for counter in counters)
        return next((self.responses.text(language, "say_where_is_hall", counter=name) for name in names), "")

    def where(self, language: str, service_id: str | None) -> str:
        """Which counters serve the service; "" for none of this site."""
        service = next((known for known in self.plan.services if known.id == service_id), None)
        if service is None:
            return ""
        counters = [counter for counter in self.plan.counters if counter.id in service.counters]
        names = ", ".join(counter.name.in_language(language) for counter in counters)
        name = service.name.in_language(language)
        return self.responses.text(language, "say_where_is_counter", service=name, counters=names)


def load_answers(folder: Path, language: str) -> Answers:
    """The answers of the configuration `folder` in one language. Raises `ConfigErrors`."""
    responses, problems = read_texts(folder)
    site, found = validated(read_document(folder / "site.yaml"), Site, folder)
    problems += found
    hours, found = validated(read_document(folder / "hours.yaml"), Hours, folder)
    problems += found
    plan, found = validated(read_document(folder / "services.yaml"), ServicePlan, folder)
    problems += found
    if problems:
        raise ConfigErrors(problems)
    calendar = Calendar(hours, site.zone)
    return Answers(load_knowledge(folder, (language,)), responses, calendar, plan)
