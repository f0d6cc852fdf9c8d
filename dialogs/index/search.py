"""Finds what a row of words most probably stands for."""

from collections.abc import Collection, Container, Iterable, Sequence
from math import fsum, sqrt

from dialogs.index.bm25 import Bm25
from dialogs.index.coverage import Coverage
from dialogs.index.grams import Grams
from dialogs.index.phrases import OUT_OF_SCOPE, Phrase, Target
from dialogs.index.profiles import Profiles
from dialogs.index.ranking import Found, Ranking
from dialogs.index.tokens import Tokens, word_token
from dialogs.languages import Language
from dialogs.spelling import Speller

LOOKED_AT = 80  # phrases that are compared piece by piece
SUPPORT = 0.15  # what further phrases of the same target add
FURTHER = 3  # how many of them
PROFILE = 0.4  # what the words a target uses as a whole count, beside its single phrases


class PhraseIndex:
    """Phrases of targets that compete with each other."""

    def __init__(self, phrases: Sequence[Phrase], language: Language) -> None:
        self._language = language
        self._tokens = Tokens(language)
        self._targets = list(dict.fromkeys(phrase.target for phrase in phrases))
        self._number_of = {target: number for number, target in enumerate(self._targets)}
        self._target_of = [self._number_of[phrase.target] for phrase in phrases]
        plain = self._plain = [tuple(map(language.plain, phrase.words)) for phrase in phrases]
        self._speller = Speller(_frequency(plain))
        bags = [self._tokens.bag(phrase.words, words) for phrase, words in zip(phrases, plain, strict=True)]
        self._bm25 = Bm25(bags, self._tokens.weak)
        self._grams = Grams(plain)
        self._profiles = Profiles(bags, self._target_of, self._tokens.weak)
        telling = [tuple(language.telling(phrase.words)) for phrase in phrases]
        self._coverage = Coverage(plain, telling, self._target_of, self._tell_words)

    def search(self, words: Sequence[str], without: Container[str] = ()) -> Ranking:
        """What `words` may stand for; targets of the kinds `without` are not meant."""
        written = [self._language.plain(word) for word in words]
        plain = self._speller.mend(written, self._side_by_side)
        bag = self._tokens.bag(words, plain)
        scores = self._bm25.best(bag, LOOKED_AT)
        if not scores:
            return Ranking()
        numbers = list(scores)
        alike = self._grams.likeness(plain, numbers)
        best = scores[numbers[0]]
        fits = {n: 0.5 * scores[n] / best + 0.5 * c for n, c in zip(numbers, alike, strict=True)}
        whole = self._coverage.whole(plain, numbers)
        found = self._ranked(self._by_phrases(fits), bag, whole)
        outside = max((f.score for f in found if f.target == OUT_OF_SCOPE), default=0.0)
        inside = tuple(f for f in found if f.target != OUT_OF_SCOPE and f.target.kind not in without)
        if not inside:
            return Ranking()
        overlap, evidence = self._shared(plain, numbers, inside[0].target)
        overlap *= sqrt(self._tell_words(set(plain)) / self._tell_words({*plain, *written}))
        lead = self._lead(inside[0].target, self._tokens.plain_bag(plain))
        return Ranking(inside, outside, lead, evidence / self._bm25.rarest, overlap, tuple(plain))

    def foreign(self, words: Collection[str], target: Target, others: Iterable[Target]) -> float:
        """How much plain `words` tell that `others` use and `target` never does, in rarest tokens."""
        numbers = [self._number_of[other] for other in others if other in self._number_of]
        return self._coverage.foreign(words, self._number_of.get(target, -1), numbers) / self._bm25.rarest

    def _side_by_side(self, first: str, second: str) -> bool:
        return self._tokens.pair(first, second) in self._bm25

    def _shared(self, plain: Sequence[str], numbers: Sequence[int], target: Target) -> tuple[float, float]:
        """How much of what the words tell a phrase of `target` tells as well: as a share, in all."""
        said, words_said = set(self._tokens.plain_bag(plain)), set(plain)
        phrases = [self._plain[n] for n in numbers if self._targets[self._target_of[n]] == target]
        evidence = max(self._tell(said.intersection(self._tokens.plain_bag(words))) for words in phrases)
        overlap = max(
            self._tell_words(words_said & words) / sqrt(self._tell_words(words) or 1.0)
            for words in map(set, phrases)
        )
        return overlap / sqrt(self._tell_words(words_said) or 1.0), evidence

    def _tell(self, tokens: Iterable[str]) -> float:
        return fsum(map(self._bm25.idf, tokens))

    def _tell_words(self, plain: Iterable[str]) -> float:
        return self._tell(map(word_token, plain))

    def _by_phrases(self, fits: dict[int, float]) -> dict[int, float]:
        """How well the best phrases of each target fit."""
        of_target: dict[int, list[float]] = {}
        for number, fit in fits.items():
            of_target.setdefault(self._target_of[number], []).append(fit)
        score = {}
        for target, all_fits in of_target.items():
            first, *further = sorted(all_fits, reverse=True)[: FURTHER + 1]
            score[target] = (first + SUPPORT * sum(further) / FURTHER) / (1 + SUPPORT)
        return score

    def _ranked(
        self, by_phrases: dict[int, float], bag: Sequence[str], whole: dict[int, float]
    ) -> tuple[Found, ...]:
        by_profile = self._profiles.scores(bag, by_phrases)
        highest = max(by_profile.values()) or 1.0
        found = [
            Found(
                self._targets[number],
                (1 - PROFILE) * fit + PROFILE * by_profile[number] / highest,
                whole.get(number, 0.0),
            )
            for number, fit in by_phrases.items()
        ]
        return tuple(sorted(found, key=lambda f: (-f.score, f.target)))

    def _lead(self, target: Target, bag: Sequence[str]) -> float:
        """How much better `target` explains the tokens of `bag` than the sentences out of scope do."""
        numbers = [self._number_of[t] for t in (target, OUT_OF_SCOPE) if t in self._number_of]
        mine, *outside = self._profiles.scores(bag, numbers).values()
        return mine - sum(outside)


def _frequency(phrases: Sequence[Sequence[str]]) -> dict[str, int]:
    frequency: dict[str, int] = {}
    for words in phrases:
        for word in words:
            frequency[word] = frequency.get(word, 0) + 1
    return frequency
