"""What people say in words: drawn from the site's own phrases, and nonsense that means nothing anywhere."""

from collections.abc import Sequence
from functools import cache
from random import Random

from dialogs.knowledge import Knowledge
from dialogs.material import Material, NearGroup
from dialogs.templates import parse

SYLLABLES = ("bụp", "krzz", "rẹt", "lách", "hmm", "xoẹt", "tưng", "ụp", "bạch", "vrum", "bíp", "quẹo")
LONGEST_NONSENSE = 6
SIGNS = ("🙂🙂", "<b>?</b>", "'; --", "\x07\x1b[2J", "a" * 3_000)
ODD = 0.2  # so much of the nonsense is no words at all


class Sentences:
    """One person's way of saying things."""

    def __init__(self, knowledge: Knowledge, chance: Random) -> None:
        self._materials = knowledge.materials
        self._chance = chance

    def of(self, procedure: str, language: str) -> str:
        """A wording of what the procedure is for."""
        return self._one(self._material(language).procedures.get(procedure, ()))

    def about(self, topic: str, language: str) -> str:
        """A question about the procedure that was named before."""
        return self._one(self._material(language).topics.get(topic, ()))

    def command(self, intent: str, language: str) -> str:
        """A command without any detail."""
        phrases = self._material(language).commands.get(intent, ())
        return self._one([phrase for phrase in phrases if "{" not in phrase])

    def vague(self, language: str) -> tuple[NearGroup, str] | None:
        """A wording that leaves open which of a few procedures is meant."""
        groups = [group for group in self._material(language).near if group.phrases]
        if not groups:
            return None
        group = self._chance.choice(groups)
        return group, self._one(group.phrases)

    def nonsense(self, language: str) -> str:
        """Something that is none of the robot's business, or no language at all."""
        if self._chance.random() < ODD:
            return self._chance.choice(SIGNS)
        others = self._material(language).out_of_scope
        if others and self._chance.random() < ODD:
            return self._one(others)
        return " ".join(self._chance.choices(SYLLABLES, k=self._chance.randint(1, LONGEST_NONSENSE)))

    def _material(self, language: str) -> Material:
        return self._materials.get(language) or next(iter(self._materials.values()))

    def _one(self, phrases: Sequence[str]) -> str:
        return self._chance.choice(_wordings(self._chance.choice(phrases))) if phrases else "?"


@cache
def _wordings(phrase: str) -> tuple[str, ...]:
    return parse(phrase).expansions()
