"""What the robot answers of what it can know without its desk: procedures, hours, counters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dialogs.advice import Advice, Saying
from dialogs.advice.days import hour_in_words
from dialogs.interfaces import Responses
from dialogs.knowledge import Knowledge
from dialogs.understood import Understood
from kiosk.config.explain import validated
from kiosk.config.loading import read_document
from kiosk.config.problems import ConfigErrors
from kiosk.config.schema import WEEKDAYS, Hours, ServicePlan, Slot
from kiosk.site.knowledge.loading import load_knowledge
from kiosk.site.texts import read_texts


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one site."""

    knowledge: Knowledge
    responses: Responses
    hours: Hours
    plan: ServicePlan

    def say(self, language: str, understood: Understood, day: date) -> Saying:
        """What the robot says to `understood` on `day`."""
        advice = Advice(self.knowledge.book, self.responses)
        if understood.kind != "command":
            return advice.say(language, understood, day)
        if understood.id == "opening_hours" and not self._slots(day):
            return Saying((self.responses.text(language, "say_opening_hours_closed"),))
        if understood.id == "where_is" and (where := self._where(language, understood.slots)):
            return Saying((where,))
        spoken = ", ".join(
            f"{hour_in_words(slot.opens, language)} – {hour_in_words(slot.closes, language)}"
            for slot in self._slots(day)
        )
        return advice.say(language, understood, day, {"hours": spoken})

    def _slots(self, day: date) -> list[Slot]:
        if any(closed.day == day for closed in self.hours.closed_days):
            return []
        slots: list[Slot] = getattr(self.hours, WEEKDAYS[day.weekday()])
        return slots

    def _where(self, language: str, slots: Mapping[str, str]) -> str:
        """Which counters serve the service asked for; "" where none was named."""
        service = next((known for known in self.plan.services if known.id == slots.get("service")), None)
        if service is None:
            return ""
        counters = [counter for counter in self.plan.counters if counter.id in service.counters]
        names = ", ".join(counter.name.in_language(language) for counter in counters)
        name = service.name.in_language(language)
        return self.responses.text(language, "say_where_is_counter", service=name, counters=names)


def load_answers(folder: Path, language: str) -> Answers:
    """The answers of the configuration `folder` in one language. Raises `ConfigErrors`."""
    responses, problems = read_texts(folder)
    hours, found = validated(read_document(folder / "hours.yaml"), Hours, folder)
    problems += found
    plan, found = validated(read_document(folder / "services.yaml"), ServicePlan, folder)
    problems += found
    if problems:
        raise ConfigErrors(problems)
    return Answers(load_knowledge(folder, (language,)), responses, hours, plan)
