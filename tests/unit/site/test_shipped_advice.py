"""Of all procedures, on all days, in both languages: nothing is said that the data do not hold that day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from dialogs.advice import Advice, Card
from dialogs.knowledge import Knowledge
from dialogs.procedures import Fact, Procedure
from dialogs.understood import TOPICS, Understood
from kiosk.config.loading import read_document
from kiosk.site.knowledge import load_knowledge
from kiosk.site.places import SHIPPED
from kiosk.site.texts import read_texts

TODAY = date(2026, 11, 30)
PARTS = ("documents", "fee", "time_limit", "online", "where", "rules")
LANGUAGES = ("vi", "en")
RESPONSES, _ = read_texts(SHIPPED)
TEXTS: dict[str, dict[str, str]] = {
    language: read_document(SHIPPED / f"dialogs/{language}/responses/advice.yaml").data  # type: ignore[misc]
    for language in LANGUAGES
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(SHIPPED)


def facts(procedure: Procedure, part: str) -> tuple[Fact, ...]:
    value = getattr(procedure, part)
    return value if isinstance(value, tuple) else tuple(filter(None, [value]))


def days(procedure: Procedure) -> Iterator[date]:
    """Today, and the days around every beginning and end."""
    yield TODAY
    day = timedelta(days=1)
    dated = [(procedure.valid_from, procedure.valid_to)]
    dated += [(fact.valid_from, fact.valid_to) for part in PARTS for fact in facts(procedure, part)]
    for begins, ends in dated:
        yield from (begins - day, begins) if begins else ()
        yield from (ends, ends + day) if ends else ()


def cases(knowledge: Knowledge) -> Iterator[tuple[Procedure, date, str]]:
    for procedure in knowledge.book.procedures.values():
        for day in sorted(set(days(procedure))):
            for language in LANGUAGES:
                yield procedure, day, language


def holds(procedure: Procedure, fact: Fact, day: date) -> bool:
    return Fact({}, procedure.valid_from, procedure.valid_to).holds(day) and fact.holds(day)


def test_every_procedure_of_the_facts_is_there(knowledge: Knowledge) -> None:
    assert len(knowledge.book.procedures) == 91


def test_every_word_said_is_of_the_data_of_that_day_or_of_the_texts(knowledge: Knowledge) -> None:
    advice = Advice(knowledge.book, RESPONSES)
    for procedure, day, language in cases(knowledge):
        for topic in ("", *TOPICS):
            rest = advice.say(language, Understood("procedure", procedure.id, topic), day).text
            for part in PARTS:
                for fact in facts(procedure, part):
                    words = fact.text[language].removesuffix(".")
                    if holds(procedure, fact, day):
                        rest = rest.replace(words, "")
                    else:
                        assert words not in rest, (procedure.id, day, topic)
            rest = without_frame(rest, procedure, language)
            assert not any(sign.isalnum() for sign in rest), (procedure.id, day, topic, rest)


def without_frame(text: str, procedure: Procedure, language: str) -> str:
    """`text` without the program's own words, the names, the source and days."""
    for source in procedure.sources:
        text = text.replace(source.name[language], "")
    for words in (*procedure.legal_basis, procedure.name[language]):
        text = text.replace(words, "")
    for template in templates(language):
        for piece in template:
            text = text.replace(piece, "")
    return without_days(text)


def templates(language: str) -> Iterator[list[str]]:
    """The fixed words of the texts about procedures, the longest first."""
    pieces = [
        [piece for piece in re.split(r"\{[a-z_]+\}", text) if any(map(str.isalpha, piece))]
        for key, text in TEXTS[language].items()
        if key.startswith(("advice_", "card_"))
    ]
    yield from sorted(pieces, key=lambda row: -max(map(len, row), default=0))


def without_days(text: str) -> str:
    return re.sub(r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}", "", text)


def test_a_source_and_its_day_are_always_named(knowledge: Knowledge) -> None:
    advice = Advice(knowledge.book, RESPONSES)
    for procedure, day, language in cases(knowledge):
        names = [source.name[language] for source in procedure.sources]
        for topic in ("", *TOPICS):
            text = advice.say(language, Understood("procedure", procedure.id, topic), day).text
            assert any(name in text for name in names), (procedure.id, topic, text)


def test_cards_show_the_facts_of_the_day_and_no_other(knowledge: Knowledge) -> None:
    advice = Advice(knowledge.book, RESPONSES)
    for procedure, day, language in cases(knowledge):
        card = advice.card(language, procedure.id, day)
        for part in PARTS:
            wanted = [fact.text[language] for fact in facts(procedure, part) if holds(procedure, fact, day)]
            assert lines(card, part) == wanted, (procedure.id, day, part)


def lines(card: Card, part: str) -> list[str]:
    section = card.section(part)
    return [line.text for line in section.lines] if section else []


def test_no_text_of_the_program_names_a_fee() -> None:
    for texts in TEXTS.values():
        for key, text in texts.items():
            if key.startswith(("advice_", "card_")):
                assert not any(map(str.isdigit, text)), key
