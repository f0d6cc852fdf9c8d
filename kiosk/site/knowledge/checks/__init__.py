"""What must fit together across the files of the knowledge."""

from collections.abc import Iterator, Mapping, Sequence

from kiosk.config.problems import Problem
from kiosk.site.knowledge.checks.examples import example_ids
from kiosk.site.knowledge.checks.facts import fact_problems
from kiosk.site.knowledge.checks.ids import id_problems
from kiosk.site.knowledge.checks.sentences import sentence_problems
from kiosk.site.knowledge.phrasebook import Phrase
from kiosk.site.knowledge.reading import Sheets


def inner_problems(sheets: Sheets, phrases: Mapping[str, Sequence[Phrase]]) -> Iterator[Problem]:
    """What is wrong whatever the day and the rest of the site."""
    yield from id_problems(sheets)
    yield from fact_problems(sheets)
    yield from sentence_problems(sheets, phrases)
    yield from example_ids(sheets)
