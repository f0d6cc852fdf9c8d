"""What must fit together across the files of the knowledge."""

from collections.abc import Iterator

from kiosk.config.problems import Problem
from kiosk.site.knowledge.checks.examples import example_ids
from kiosk.site.knowledge.checks.facts import fact_problems
from kiosk.site.knowledge.checks.ids import id_problems
from kiosk.site.knowledge.checks.sentences import sentence_problems
from kiosk.site.knowledge.reading import Sheets


def inner_problems(sheets: Sheets) -> Iterator[Problem]:
    """What is wrong whatever the day and the rest of the site."""
    yield from id_problems(sheets)
    yield from fact_problems(sheets)
    yield from sentence_problems(sheets)
    yield from example_ids(sheets)
