"""Commands by their exact wording, with the values said in them; the stop word before all others."""

from collections.abc import Iterable, Iterator, Sequence

from dialogs.exact import ExactPhrases
from dialogs.index import Target
from dialogs.preparation import Prepared
from dialogs.understood import STOP, Candidate, Understood
from dialogs.words import find

LONGEST_PATTERN = 16  # words of a command with values
LONGEST_ANSWER = 4  # words of a yes or no that nobody asked for
LONGEST_STOP = 6  # words of a sentence that may mean "stop"


def command(intent: str, score: float = 1.0, slots: dict[str, str] | None = None) -> Understood:
    """`intent`, understood."""
    return Understood("command", intent, slots=slots or {}, candidates=(Candidate(intent, score),))


class StopWord:
    """Hears "stop" in a very short sentence, rather once too often than once too seldom."""

    def __init__(self, prepared: Prepared) -> None:
        self._plain = prepared.language.plain
        self._core = prepared.courtesy.core
        stop = Target("command", STOP)
        wordings = prepared.wordings(stop)
        self._exact = ExactPhrases(prepared.language, ((wording, stop) for wording in wordings))
        self._rows = {wording: tuple(map(self._plain, wording)) for wording in wordings}
        self._words = {word for wording in wordings for word in wording}
        self._beside = {self._plain(word) for word in self._words | prepared.courtesy.vocabulary}

    def said(self, words: Sequence[str]) -> bool:
        """Whether `words` are the stop word as it is written, with or without accents."""
        return bool(self._exact.find(words) or self._exact.find(self._core(words)))

    def sounds(self, words: Sequence[str]) -> bool:
        """Whether a few `words` hold the stop word in any tone, and nothing but courtesy beside it."""
        if len(words) > LONGEST_STOP:
            return False
        plain = [self._plain(word) for word in words]
        return self._beside.issuperset(plain) and any(
            self._stands_in(wording, words, plain) for wording in self._rows
        )

    def _stands_in(self, wording: tuple[str, ...], words: Sequence[str], plain: list[str]) -> bool:
        """Whether `wording` is said in any tone; with another ending ("moving away") it is another word."""
        at = find(plain, self._rows[wording])
        said = words[at : at + len(wording)]
        return (
            at >= 0
            and (len(wording) > 1 or said[0] in self._words)
            and all(
                word == known or len(word) == len(self._plain(word))
                for word, known in zip(said, wording, strict=True)
            )
        )


class Commands:
    """Knows commands with slots word for word, and finds their values in any wording."""

    def __init__(self, prepared: Prepared) -> None:
        self._values = prepared.slots
        self._plain = prepared.language.plain
        self._slots: dict[str, frozenset[str]] = {}
        self._refusals = prepared.language.refusals
        self._written: dict[str, list[tuple[str, ...]]] = {}
        self._rows: dict[str, set[tuple[str, ...]]] = {}
        for intent in prepared.material.commands:
            wordings = prepared.wordings(Target("command", intent))
            self._written[intent] = wordings
            self._rows[intent] = {tuple(map(self._plain, wording)) for wording in wordings}
            self._slots[intent] = frozenset(
                word[1:-1] for wording in wordings for word in wording if word.startswith("{")
            )
        self._patterns = ExactPhrases(prepared.language, self._with_slots())
        self._all_slots = frozenset().union(*self._slots.values())

    def _with_slots(self) -> Iterator[tuple[Sequence[str], Target]]:
        for intent, wordings in self._written.items():
            for wording in wordings if self._slots[intent] else ():
                yield wording, Target("command", intent)

    def exactly(self, words: Sequence[str]) -> Understood | None:
        """The command whose template `words` fill, with its values."""
        if len(words) > LONGEST_PATTERN:
            return None
        for pattern, values in self._values.patterns(words, self._all_slots):
            targets = self._patterns.find(pattern)
            if len(targets) == 1:
                return command(next(iter(targets)).id, 1.0, values)
        return None

    def understood(
        self, intent: str, words: Sequence[str], candidates: tuple[Candidate, ...] = ()
    ) -> Understood:
        """`intent` with the values of its slots that are said in `words`."""
        values: dict[str, str] = {}
        for value in self._values.found(words, self._slots.get(intent, frozenset())):
            values.setdefault(value.slot, value.value)
        return Understood("command", intent, slots=values, candidates=candidates)

    def beginning(self, words: Sequence[str], intents: Iterable[str]) -> str:
        """Which of `intents` the sentence begins with, by its longest wording; "" for none."""
        plain = tuple(map(self._plain, words))
        begun = [
            (len(row), intent)
            for intent in intents
            for row in self._rows.get(intent, ())
            if plain[: len(row)] == row
        ]
        return max(begun)[1] if begun else ""

    def only(self, words: Sequence[str], intents: Iterable[str]) -> str:
        """Which one of `intents` a few `words` say, all of them its own; "" for none or several."""
        plain = [self._plain(word) for word in words]
        fitting = [intent for intent in intents if len(words) <= LONGEST_ANSWER and self._says(intent, plain)]
        return fitting[0] if len(fitting) == 1 else ""

    def _says(self, intent: str, plain: list[str]) -> bool:
        """Whether `plain` holds a whole wording of `intent`, and beside it only words of its wordings."""
        rows = self._rows.get(intent, set())
        return {word for row in rows for word in row}.issuperset(plain) and any(
            find(plain, row) >= 0 for row in rows
        )

    def refused(self, intent: str, words: Sequence[str]) -> bool:
        """Whether `words` turn `intent` down, as its own wordings do not."""
        row = list(words)
        own = [list(wording) for wording in self._written.get(intent, ())]
        for refusal in self._refusals:
            at = find(row, refusal)
            places = {find(wording, refusal) for wording in own} - {-1}
            if at >= 0 and (0 not in places if at == 0 else not places):
                return True
        return False
