"""Checking the knowledge with the rest of the site, and trying it out."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from dialogs.knowledge import Knowledge
from kiosk.config.problems import Problem
from kiosk.config.schema import ServicePlan
from kiosk.site.knowledge.checks.alike import alike_warnings, examples_among_phrases, same_phrases
from kiosk.site.knowledge.checks.examples import example_failures, missing_examples
from kiosk.site.knowledge.checks.facts import expiry_problems
from kiosk.site.knowledge.checks.ids import service_problems
from kiosk.site.knowledge.checks.listening import hard_to_follow
from kiosk.site.knowledge.checks.sentences import service_wording_problems, too_many_wordings
from kiosk.site.knowledge.loading import Drafted, draft_knowledge
from kiosk.site.knowledge.phrasebook import Said, all_said

Wordings = Mapping[str, list[Said]]


def good_knowledge(folder: Path, plan: ServicePlan | None) -> tuple[Knowledge | None, list[Problem]]:
    """The knowledge of `folder`, or its problems."""
    drafted = draft_knowledge(folder)
    problems = [*drafted.problems, *site_problems(drafted, plan, said_in(drafted))]
    return (None, problems) if problems else (drafted.knowledge, [])


def said_in(drafted: Drafted) -> Wordings:
    """Every wording of every phrase, by language."""
    return {language: all_said(phrases) for language, phrases in drafted.phrases.items()}


def site_problems(drafted: Drafted, plan: ServicePlan | None, wordings: Wordings) -> Iterator[Problem]:
    """What a robot must not start on: phrases with two meanings, services that are not there."""
    for said in wordings.values():
        yield from same_phrases(said)
    if plan:
        services = [service.id for service in plan.services]
        yield from service_problems(drafted.sheets, services)
        yield from service_wording_problems(drafted.sheets, services)


def trial_problems(drafted: Drafted, today: date, wordings: Wordings) -> Iterator[Problem]:
    """What people must mend and yet no robot waits for: facts of `today`, phrases, prompts."""
    yield from expiry_problems(drafted.sheets, today)
    yield from hard_to_follow(drafted.sheets)
    for language, files in drafted.sheets.languages.items():
        yield from too_many_wordings(drafted.phrases[language])
        yield from alike_warnings(wordings[language], language)
        yield from examples_among_phrases(wordings[language], files.examples)
        yield from missing_examples(drafted.sheets, files)


def failing_examples(drafted: Drafted) -> Iterator[list[Problem]]:
    """Examples that are understood as something else, file by file; only of a set without other errors."""
    for language, files in drafted.sheets.languages.items():
        understanding = drafted.knowledge.understanding[language]
        for sheet in files.examples:
            yield list(example_failures(sheet, understanding))
