"""The material of one language made ready: every wording in usual words, with what it stands for."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dialogs.courtesy import Courtesy
from dialogs.exact import ExactPhrases
from dialogs.index import Phrase, Target
from dialogs.languages import language_of
from dialogs.material import Material
from dialogs.slots import SlotValues
from dialogs.templates import TemplateError, spread
from dialogs.wordings import wordings_of

MOST_INDEXED = 4  # wordings of one template in the search; every one is known word for word
KNOWN_ONLY = (Target("command", "yes"), Target("command", "no"))  # too short to be searched for
FEWEST_BARE = 2  # "có đúng không" without its courtesy would be "có"

_SLOT = re.compile(r"(\{\w+\})")


class Wording(NamedTuple):
    """One way to say something, in usual words; a slot is a word in braces."""

    words: tuple[str, ...]
    core: tuple[str, ...]  # without courtesy
    has_slot: bool


class Prepared:
    """Wordings, slots and manners, ready to be searched."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.language = language_of(material.language)
        self.courtesy = Courtesy(material.manners, self.language)
        self.slots = SlotValues(material.slots, self.courtesy, self.language)
        self._wordings: dict[Target, list[list[Wording]]] = {
            target: [self._written_out(text) for text in texts] for target, texts in _texts(material)
        }

    def wordings(self, target: Target) -> list[tuple[str, ...]]:
        """The words of every wording of `target`."""
        return [wording.words for wordings in self._wordings.get(target, ()) for wording in wordings]

    def exact(self) -> ExactPhrases:
        """Every wording without slots, word for word."""
        return ExactPhrases(
            self.language, ((wording.words, target) for target, wording in self._without_slots())
        )

    def bare(self) -> ExactPhrases:
        """What is left of wordings without their courtesy."""
        return ExactPhrases(
            self.language,
            (
                (wording.core, target)
                for target, wording in self._without_slots()
                if len(wording.core) >= FEWEST_BARE and wording.core != wording.words
            ),
        )

    def names(self) -> dict[str, tuple[str, ...]]:
        """The telling words of every procedure's official name, plain."""
        names = {}
        for id in self.material.procedures:
            first = next(iter(self._wordings[Target("procedure", id)]), [])
            names[id] = tuple(self.language.telling(first[0].core)) if first else ()
        return names

    def topics(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every wording of every topic."""
        for topic in self.material.topics:
            for words in self.wordings(Target("topic", topic)):
                yield topic, words

    def phrases(self) -> list[Phrase]:
        """The wordings that are searched: a few of each template, without courtesy, slots filled."""
        phrases: dict[Phrase, None] = {}
        for target, templates in self._wordings.items():
            if target in KNOWN_ONLY:
                continue
            for wordings in templates:
                for number in spread(len(wordings), MOST_INDEXED):
                    wording = wordings[number]
                    words = self._filled(wording.core, number) if wording.has_slot else wording.core
                    phrases[Phrase(target, words)] = None
        return list(phrases)

    def _without_slots(self) -> Iterator[tuple[Target, Wording]]:
        for target, templates in self._wordings.items():
            for wordings in templates:
                for wording in wordings:
                    if not wording.has_slot:
                        yield target, wording

    def _written_out(self, text: str) -> list[Wording]:
        """Every wording of the template `text`; none of one that cannot be read: the check reports it."""
        try:
            wordings = [self._wording(wording) for wording in wordings_of(text)]
        except TemplateError:
            return []
        return [wording for wording in wordings if wording.words]

    def _wording(self, wording: str) -> Wording:
        if "{" not in wording:
            words = self.courtesy.usual(wording.split())
            return Wording(tuple(words), tuple(self.courtesy.core(words)), has_slot=False)
        words = []
        for piece in _SLOT.split(wording):
            words += [piece] if piece.startswith("{") else self.courtesy.usual(piece.split())
        return Wording(tuple(words), tuple(self.courtesy.core(words)), has_slot=True)

    def _filled(self, words: Sequence[str], number: int) -> tuple[str, ...]:
        filled: list[str] = []
        for word in words:
            if word.startswith("{"):
                samples = self.slots.samples(word[1:-1])
                filled += self.courtesy.words(samples[number % len(samples)])
            else:
                filled.append(word)
        return tuple(filled)


def _texts(material: Material) -> Iterator[tuple[Target, Sequence[str]]]:
    for id, texts in material.procedures.items():
        yield Target("procedure", id), texts
    for id, texts in material.commands.items():
        yield Target("command", id), texts
    for id, texts in material.topics.items():
        yield Target("topic", id), texts
    for number, group in enumerate(material.near):
        yield Target("near", str(number)), group.phrases
    yield Target("out_of_scope"), material.out_of_scope
