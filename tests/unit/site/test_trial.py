"""What trying out the knowledge finds: days, phrases that are alike, examples."""

from datetime import date
from typing import Any

import pytest

from dialogs.understood import Candidate, Understood
from kiosk.config.dialog_schema import Expectation
from kiosk.site.knowledge.checking import said_in, site_problems
from kiosk.site.knowledge.checks.examples import is_as_expected, told, wanted
from kiosk.site.knowledge.loading import draft_knowledge

VI = "dialogs/vi/sentences/procedures/civil_status.yaml"
EXAMPLES = "dialogs/vi/tests/civil_status.yaml"


def about(small: Any, today: date = date(2026, 11, 30)) -> list[str]:
    """What is said of the files of the two procedures."""
    return [line for line in small.trial(today) if "civil_status.yaml" in line]


def same(small: Any) -> list[str]:
    drafted = draft_knowledge(small.folder)
    return [str(problem) for problem in site_problems(drafted, None, said_in(drafted))]


def test_nothing_is_said_of_a_good_set(small: Any) -> None:
    assert about(small) == []
    assert same(small) == []


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2027, 1, 28), []),
        (date(2027, 1, 29), ["warning expires-soon"]),
        (date(2027, 2, 28), ["warning expires-soon"]),
        (date(2027, 3, 1), ["error expired"]),
    ],
)
def test_a_fact_is_warned_about_30_days_before_its_last(small: Any, today: date, said: list[str]) -> None:
    lines = about(small, today)
    assert [line.split(": ")[1] for line in lines] == said
    assert all(line.startswith("procedures/civil_status.yaml:15:68: ") for line in lines)


def test_the_same_wording_under_two_meanings_is_an_error(small: Any) -> None:
    small.change(VI, "khai sinh bị mất muốn đăng ký lại", "Cần khai sinh cho con!")
    (line,) = same(small)
    assert line.endswith(
        f"{VI}:5:5: error same-phrase: `cần khai sinh cho con` means the procedure again here, "
        "and the procedure birth in civil_status.yaml line 2 (keep one of them)"
    )


@pytest.mark.parametrize(
    ("phrase", "how"),
    [
        ("vo tôi mơi sinh", "the same without accents"),
        ("mới sinh vợ tôi", "the same words in another order"),
        ("vợ tôi mới sính", "the same without accents"),
        ("vợ tôi mới sinn", "only one letter apart"),
    ],
)
def test_phrases_nearly_the_same_are_a_warning(small: Any, phrase: str, how: str) -> None:
    small.change(VI, "khai sinh bị mất muốn đăng ký lại", phrase)
    lines = [line for line in about(small) if "near-phrases" in line]
    assert len(lines) == 1 and how in lines[0]
    assert lines[0].startswith(f"{VI}:5:5: warning near-phrases: `{phrase}` (the procedure again)")


def test_a_phrase_with_more_wordings_than_are_known_is_a_warning(small: Any) -> None:
    small.change(VI, "(muốn|cần)", "(a|b|c) (a|b|c) (a|b|c) (a|b|c) (a|b|c) (a|b|c)")
    (line,) = about(small)
    assert line.startswith(f"{VI}:2:5: warning too-many-wordings: `[tôi] (a|b|c)")
    assert "1458 ways" in line


def test_a_question_too_long_to_hear_is_a_warning(small: Any) -> None:
    small.change("procedures/civil_status.yaml", "Lần đầu hay làm lại?", "lần đầu hay lại " * 10)
    (line,) = [line for line in about(small) if "too-long" in line]
    assert line.startswith("procedures/civil_status.yaml:27:15: warning too-long: ")


def test_an_example_that_is_a_phrase_proves_nothing(small: Any) -> None:
    small.change(EXAMPLES, "dạ vợ tôi mới sinh ạ", "vợ tôi mới sinh")
    (line,) = about(small)
    assert line.startswith(f"{EXAMPLES}:1:8: warning example-is-phrase: `vợ tôi mới sinh` is a phrase in")


def test_a_procedure_without_example_is_a_warning(small: Any) -> None:
    small.write("dialogs/en/tests/civil_status.yaml", "- say: hello there\n  expect: {command: greeting}\n")
    (line,) = about(small)
    assert line.startswith(
        "dialogs/en/tests/civil_status.yaml:1:1: warning missing-example: no example for `birth`, `again`"
    )


def test_an_example_that_fails_tells_what_was_understood(small: Any) -> None:
    small.change(EXAMPLES, "expect: {procedure: birth}", "expect: no_match")
    (line,) = about(small)
    assert line == (
        f"{EXAMPLES}:1:8: error example-fails: `dạ vợ tôi mới sinh ạ` is understood as procedure "
        "`birth`, not as nothing (change the phrases, or the example)"
    )


BIRTH_FEE = Understood("procedure", "birth", "fee")
ASKED = Understood("clarify", candidates=(Candidate("a", 0.5), Candidate("b", 0.4), Candidate("c", 0.1)))
NUMBER = Understood("command", "take_number", slots={"service": "land", "number": "2"})


@pytest.mark.parametrize(
    ("expect", "found", "fits"),
    [
        ({"procedure": "birth"}, BIRTH_FEE, True),
        ({"procedure": "birth", "topic": "fee"}, BIRTH_FEE, True),
        ({"procedure": "birth", "topic": "where"}, BIRTH_FEE, False),
        ({"procedure": "death"}, BIRTH_FEE, False),
        ({"topic": "fee"}, Understood("topic", topic="fee"), True),
        ({"topic": "fee"}, BIRTH_FEE, False),
        ({"clarify": ["a", "b"]}, ASKED, True),
        ({"clarify": ["a", "d"]}, ASKED, False),
        ({"command": "take_number", "slots": {"service": "land"}}, NUMBER, True),
        ({"command": "take_number", "slots": {"service": "social"}}, NUMBER, False),
        ({"command": "yes"}, NUMBER, False),
        ({"no_match": "yes"}, Understood("no_match"), True),
        ({"no_match": "yes"}, NUMBER, False),
    ],
)
def test_an_example_asks_for_what_it_names_and_no_more(expect: Any, found: Understood, fits: bool) -> None:
    assert is_as_expected(Expectation(**expect), found) is fits


def test_meanings_are_told_in_words() -> None:
    assert told(BIRTH_FEE) == "procedure `birth`, topic fee"
    assert told(ASKED) == "a question between `a`, `b`, `c`"
    assert told(NUMBER) == "command `take_number`, number 2, service land"
    assert told(Understood("topic", topic="fee")) == "topic `fee`"
    assert wanted(Expectation(procedure="birth", topic="fee")) == told(BIRTH_FEE)
    assert wanted(Expectation(command="yes")) == "command `yes`"
    assert wanted(Expectation(clarify=["a", "b"])) == "a question between `a`, `b`"
    assert wanted(Expectation(no_match=True)) == "nothing"
    assert wanted(Expectation(topic="fee")) == "topic `fee`"
