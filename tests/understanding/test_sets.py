"""The sets are sound: every id exists, nothing stands twice, nothing is missing."""

import re
from collections import Counter
from pathlib import Path

import pytest

from dialogs.understood import COMMANDS, TOPICS
from tests.understanding.sentences import KINDS, LANGUAGES, NAMES, lines, load

LEAST = {  # kind: (Vietnamese, English)
    "formal": (91, 91),
    "everyday": (182, 91),
    "near": (60, 25),
    "commands": (105, 105),
    "out_of_scope": (120, 80),
    "topics": (20, 10),
}
BOTH = [(name, language) for name in NAMES for language in LANGUAGES]


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def ids(name: str, language: str, kind: str) -> Counter[str]:
    return Counter(one.procedure for one in load(name, language)[kind])


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_every_line_has_the_keys_it_may_have_and_expects_one_thing(name: str, language: str) -> None:
    for kind in KINDS:
        for line in lines(name, language, kind):
            assert (
                {"id", "text", "expect"}
                <= set(line)
                <= {"id", "text", "expect", "about", "expecting", "note"}
            )
            assert set(line["expect"]) in (
                {"procedure"},
                {"procedure", "topic"},
                {"command"},
                {"clarify"},
                {"no_match"},
            ), line
            assert line["text"] == line["text"].strip() and line["text"]


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_each_set_is_as_large_as_it_must_be(name: str, language: str) -> None:
    for kind, least in LEAST.items():
        assert len(lines(name, language, kind)) >= least[LANGUAGES.index(language)], kind


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_every_procedure_is_asked_for_often_enough(name: str, language: str) -> None:
    formal, everyday = ids(name, language, "formal"), ids(name, language, "everyday")
    assert len(formal) == 91
    assert set(formal.values()) == {1}
    assert set(everyday) == set(formal)
    assert min(everyday.values()) >= (2 if language == "vi" else 1)


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_expected_ids_exist(name: str, language: str) -> None:
    known = set(ids("develop", "vi", "formal"))
    sets = load(name, language)
    for near in sets["near"]:
        assert 2 <= len(set(near.clarify)) == len(near.clarify) <= 3
        assert set(near.clarify) <= known, near.id
    for topic in sets["topics"]:
        assert topic.about == topic.procedure in known
        assert topic.topic in TOPICS
    commands = Counter(one.command for one in sets["commands"])
    assert set(commands) == set(COMMANDS) and min(commands.values()) >= 5
    assert all(one.no_match for one in sets["out_of_scope"])


def test_expected_ids_are_those_of_the_configuration() -> None:
    folder = Path("config/procedures")
    if not folder.is_dir():
        pytest.skip("the procedures are not written yet")
    text = "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.yaml"))
    written = set(re.findall(r"^\s*-\s+id:\s*[\"']?([\w.-]+)", text, re.MULTILINE))
    assert set(ids("develop", "vi", "formal")) <= written


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_in_both_sets_or_twice_in_one(language: str) -> None:
    texts = Counter(
        plain(line["text"]) for name in NAMES for kind in KINDS for line in lines(name, language, kind)
    )
    assert [text for text, count in texts.items() if count > 1] == []


def test_ids_of_lines_are_unique() -> None:
    every = [line["id"] for name, language in BOTH for kind in KINDS for line in lines(name, language, kind)]
    assert len(every) == len(set(every))
