"""Reading a configuration folder: every file, every problem at once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kiosk.config.document import Document
from kiosk.config.explain import validated
from kiosk.config.loading import read_document
from kiosk.config.problems import ConfigErrors, Problem
from kiosk.config.schema import Config, DeskSettings, Devices, Hours, ServicePlan, Site
from kiosk.config.ticket_layout import TicketLayout
from kiosk.site.checks import CHECKS, Draft
from kiosk.site.texts import read_texts
from kiosk.site.warnings import warnings_of

FILES: dict[str, type[BaseModel]] = {
    "site": Site,
    "services": ServicePlan,
    "desk": DeskSettings,
    "hours": Hours,
    "devices": Devices,
    "ticket": TicketLayout,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A configuration that can be used, and what is worth knowing about it."""

    config: Config
    warnings: list[Problem]


def load_config(folder: Path) -> Config:
    """The configuration in `folder`. Raises `ConfigErrors` with every problem in it."""
    return check_config(folder).config


def check_config(folder: Path) -> Checked:
    """The configuration in `folder` with its warnings. Raises `ConfigErrors` with every problem in it."""
    if not folder.is_dir():
        raise ConfigErrors([Problem(folder, 1, 1, "there is no such folder; `kiosk init DIR` makes one")])
    values: dict[str, Any] = {}
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for name, model in FILES.items():
        try:
            documents[name] = read_document(folder / f"{name}.yaml")
        except ConfigErrors as error:
            problems += error.problems
            continue
        values[name], found = validated(documents[name], model, folder)
        problems += found
    responses, found = read_texts(folder)
    problems += found
    draft = Draft(documents=documents, **{name: values.get(name) for name in FILES})
    problems += [problem for check in CHECKS for problem in check(draft)]
    if problems:
        raise ConfigErrors(problems)
    plan = values.pop("services")
    config = Config(services=plan.services, counters=plan.counters, responses=responses, **values)
    return Checked(config, warnings_of(config, documents))
