"""Which phrases a recogniser is limited to: what staff wrote, as people say it.

Vosk makes a bigram model of a grammar, so a phrase is worth the words and the pairs of words it brings (facts
sheet, section 1.4). Of tens of thousands of wordings those are taken that bring new words, then, while there
is room, those that bring new pairs: a few of everything first.

Responsible for: choosing within a bound. Not responsible for: what the model knows of it (grammar.py).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, pairwise, zip_longest

from dialogs.listening.counting import numbers
from dialogs.listening.spellings import words_of
from dialogs.material import Material
from dialogs.templates import TemplateError, parse

MOST = 3000
MOST_OF_TEMPLATE = 16  # wordings looked at
ANSWERS = ("yes", "no")
EDGE = ""  # stands before the first and behind the last word

_SLOT = re.compile(r"\{(\w+)\}")
_FIGURE = re.compile(r"\d")


def phrases_for(material: Material, extra: Iterable[str] = (), most: int = MOST) -> tuple[str, ...]:
    """At most `most` phrases: `extra` (names of services, …) and `material`; it takes a second."""
    slots = {slot: [*filter(_is_spoken, values)] for slot, values in material.slots.items()}
    answers = chain.from_iterable(material.commands.get(name, ()) for name in ANSWERS)
    texts = [words_of(text) for text in _texts(material, [*extra, *answers], slots) if _is_spoken(text)]
    chosen = _Chosen(most)
    for words in texts:
        chosen.add(words, words)
    for words in texts:
        chosen.add(words, pairwise((EDGE, *words, EDGE)))
    return tuple(chosen.phrases)


def every_phrase(material: Material) -> tuple[str, ...]:
    """All that people may say, for a look at the words a model knows."""
    slots = {slot: [*filter(_is_spoken, values)] for slot, values in material.slots.items()}
    return tuple(dict.fromkeys(filter(_is_spoken, _texts(material, (), slots))))


class _Chosen:
    """Phrases that each bring something no other has."""

    def __init__(self, most: int) -> None:
        self.phrases: dict[str, None] = {}
        self._most = most
        self._brought: set[object] = set()

    def add(self, words: Sequence[str], brings: Iterable[object]) -> None:
        """Take `words` if it is worth it and there is room."""
        new = set(brings) - self._brought
        if new and len(self.phrases) < self._most:
            self._brought |= new
            self.phrases[" ".join(words)] = None


def _texts(material: Material, first: Iterable[str], slots: dict[str, list[str]]) -> Iterator[str]:
    """All wordings, the most needed first; then the first phrase of everything, the second of everything …"""
    for text in first:
        yield from _wordings(text, slots)
    yield from chain(numbers(material.language), *slots.values(), _manners(material))
    for texts in zip_longest(*_targets(material)):
        for text in filter(None, texts):
            yield from _wordings(text, slots)


def _targets(material: Material) -> Iterator[Sequence[str]]:
    yield from material.commands.values()
    yield from material.topics.values()
    yield from material.procedures.values()
    yield from (group.phrases for group in material.near)


def _manners(material: Material) -> Iterator[str]:
    manners = material.manners
    yield from chain(manners.openings, manners.closings, manners.fillers, manners.same)


def _wordings(text: str, slots: dict[str, list[str]]) -> Iterator[str]:
    """The template `text` written out, its slots filled; nothing of one that cannot be read."""
    try:
        wordings = parse(text).expansions(MOST_OF_TEMPLATE)
    except TemplateError:
        return
    for number, wording in enumerate(wordings):
        yield _SLOT.sub(partial(_value, slots, number), wording)


def _value(slots: dict[str, list[str]], number: int, slot: re.Match[str]) -> str:
    values = slots.get(slot[1])
    return values[number % len(values)] if values else ""


def _is_spoken(text: str) -> bool:
    """Whether it is all words: figures are never heard."""
    return not _FIGURE.search(text)
