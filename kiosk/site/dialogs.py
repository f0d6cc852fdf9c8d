"""Reading the dialogs anew for a robot at work: its services, counters and reasons stay what they are."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.config.problems import ConfigErrors
from kiosk.config.schema import Config, ServicePlan
from kiosk.site.flows import check_flows, site_values
from kiosk.site.knowledge.checking import said_in, site_problems
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
    plan = ServicePlan(services=running.services, counters=running.counters)
    flows = check_flows(folder, site_values(plan, running.desk))
    drafted = draft_knowledge(folder)
    problems = [*problems, *flows.problems, *drafted.problems]
    problems += site_problems(drafted, plan, said_in(drafted))
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or flows.flows is None:
        raise ConfigErrors(errors)
    fresh = {"responses": responses, "knowledge": drafted.knowledge, "flows": flows.flows}
    return Reread(running.model_copy(update=fresh), drafted)
