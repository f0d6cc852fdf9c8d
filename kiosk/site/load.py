"""Reading a configuration folder: every file, every problem at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from dialogs.memory import paused
from dialogs.responses import TextBook
from kiosk.config.card_schema import CardSettings
from kiosk.config.device_schema import Devices
from kiosk.config.document import Document
from kiosk.config.explain import validated
from kiosk.config.hall_schema import HallSettings
from kiosk.config.loading import read_document
from kiosk.config.problems import ConfigErrors, Problem
from kiosk.config.schema import Config, DeskSettings, Hours, ServicePlan, Site
from kiosk.config.speech_schema import SpeechSettings
from kiosk.config.ticket_layout import TicketLayout
from kiosk.site.checks import CHECKS, Draft
from kiosk.site.flows import CheckedFlows, check_flows, site_values
from kiosk.site.hall import map_problems
from kiosk.site.knowledge.checking import (
    failing_examples,
    good_knowledge,
    said_in,
    site_problems,
    trial_problems,
)
from kiosk.site.knowledge.loading import draft_knowledge
from kiosk.site.recordings import recording_problems
from kiosk.site.spoken import spoken_warnings
from kiosk.site.texts import read_texts
from kiosk.site.warnings import warnings_of

FILES: dict[str, type[BaseModel]] = {
    "site": Site,
    "services": ServicePlan,
    "desk": DeskSettings,
    "hours": Hours,
    "devices": Devices,
    "ticket": TicketLayout,
    "speech": SpeechSettings,
    "cards": CardSettings,
    "hall": HallSettings,
}
OPTIONAL = frozenset(("hall",))  # a robot without it stays where it is


@dataclass(frozen=True, slots=True)
class Checked:
    """A configuration that can be used, and what is worth knowing about it."""

    config: Config
    warnings: list[Problem]


@dataclass(slots=True)
class _Reading:
    """What has been read of a folder so far."""

    folder: Path
    values: dict[str, Any] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def config(self, **others: Any) -> Config:
        """All of it and `others` as a configuration."""
        plan = self.values["services"]
        values = {name: value for name, value in self.values.items() if name != "services"}
        return Config(folder=self.folder, services=plan.services, counters=plan.counters, **values, **others)


def load_config(folder: Path) -> Config:
    """The configuration in `folder`, for a robot to start on. Raises `ConfigErrors` with all its problems.

    Facts that have expired and examples that fail do not stop a robot: `check_config` finds them.
    """
    with paused():
        return _loaded(folder)


def _loaded(folder: Path) -> Config:
    reading, responses = _read(folder)
    flows = _flows(reading)
    knowledge, problems = good_knowledge(folder, reading.values.get("services"))
    problems = _errors([*reading.problems, *flows.problems, *problems])
    if problems or knowledge is None or flows.flows is None:
        raise ConfigErrors(problems)
    return reading.config(responses=responses, knowledge=knowledge, flows=flows.flows)


def check_config(folder: Path, today: date | None = None) -> Checked:
    """The configuration in `folder` with its warnings. Raises `ConfigErrors` with every problem in it.

    With a day it is tried out too: facts of that day, phrases that are alike, and, where all else is right,
    the examples.
    """
    reading, responses = _read(folder)
    flows = _flows(reading)
    drafted = draft_knowledge(folder)
    wordings = said_in(drafted)
    problems = [*reading.problems, *flows.problems, *drafted.problems]
    if hall := reading.values.get("hall"):
        problems += map_problems(hall, reading.documents["hall"], folder)
    problems += site_problems(drafted, reading.values.get("services"), wordings)
    if today is not None:
        problems += trial_problems(drafted, today, wordings)
        problems += spoken_warnings(folder)
        problems += recording_problems(folder, responses)
        if not any(problem.code != "expired" for problem in _errors(problems)):
            problems += chain.from_iterable(failing_examples(drafted))
    if _errors(problems) or flows.flows is None:
        raise ConfigErrors(problems)
    config = reading.config(responses=responses, knowledge=drafted.knowledge, flows=flows.flows)
    return Checked(config, sorted({*warnings_of(config, reading.documents), *problems}))


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def _flows(reading: _Reading) -> CheckedFlows:
    """The flows; ids of the site are checked where they could be read."""
    plan, desk = reading.values.get("services"), reading.values.get("desk")
    return check_flows(reading.folder, site_values(plan, desk))


def _read(folder: Path) -> tuple[_Reading, TextBook]:
    """The files of the site and its texts, checked; the knowledge is not among them."""
    if not folder.is_dir():
        message = "there is no such folder (`kiosk init DIR` makes one)"
        raise ConfigErrors([Problem(folder, 1, 1, "missing-folder", message)])
    reading = _Reading(folder)
    for name, model in FILES.items():
        file = folder / f"{name}.yaml"
        if name in OPTIONAL and not file.exists():
            continue
        try:
            document = reading.documents[name] = read_document(file)
        except ConfigErrors as error:
            reading.problems += error.problems
            continue
        reading.values[name], found = validated(document, model, folder)
        reading.problems += found
    responses, found = read_texts(folder)
    reading.problems += found
    draft = Draft(documents=reading.documents, **{name: reading.values.get(name) for name in FILES})
    reading.problems += [problem for check in CHECKS for problem in check(draft)]
    return reading, responses
