"""Reading the dialogs anew for a robot at work: its services, counters and reasons stay what they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.config.problems import ConfigErrors, Problem
from kiosk.config.schema import Config, ServicePlan
from kiosk.site.flows import CheckedFlows, check_flows
from kiosk.site.knowledge.checking import said_in, site_problems
from kiosk.site.knowledge.checks.examples import example_failures
from kiosk.site.knowledge.loading import Drafted, draft_knowledge
from kiosk.site.texts import read_texts


@dataclass(frozen=True, slots=True)
class Reread:
    """The configuration at work with other dialogs, and the files they were made of."""

    config: Config
    drafted: Drafted


def reread(folder: Path, running: Config) -> Reread:
    """The dialogs in `folder` for `running`. Raises `ConfigErrors` with everything wrong in their files."""
    responses, problems = read_texts(folder)
    flows = _flows(folder, running)
    drafted = draft_knowledge(folder)
    plan = ServicePlan(services=running.services, counters=running.counters)
    problems = [*problems, *flows.problems, *drafted.problems]
    problems += site_problems(drafted, plan, said_in(drafted))
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or flows.flows is None:
        raise ConfigErrors(errors)
    fresh = {"responses": responses, "knowledge": drafted.knowledge, "flows": flows.flows}
    return Reread(running.model_copy(update=fresh), drafted)


def failing_examples(drafted: Drafted) -> Iterator[list[Problem]]:
    """The examples that are understood as something else, one file at a time."""
    for language, files in drafted.sheets.languages.items():
        for sheet in files.examples:
            yield list(example_failures(sheet, drafted.knowledge.understanding[language]))


def _flows(folder: Path, running: Config) -> CheckedFlows:
    values = {
        "service": tuple(service.id for service in running.services),
        "counter": tuple(counter.id for counter in running.counters),
        "reason": tuple(reason.id for reason in running.desk.priority_reasons),
    }
    return check_flows(folder, values)
