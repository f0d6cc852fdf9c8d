"""From a ranking to a meaning: the gates, the margin, one question between near procedures."""

from collections.abc import Container, Iterable, Sequence

from dialogs.commands import Commands
from dialogs.doubt import Doubts
from dialogs.index import Found, PhraseIndex, Ranking, Target
from dialogs.names import Names
from dialogs.preparation import Prepared
from dialogs.understood import Candidate, Understood

MOST_CANDIDATES = 5
# Where one wording has several meanings:
FIRST_MEANT = ("near", "command", "procedure", "topic", "out_of_scope")
NAMED_BEHIND = 0.1  # a procedure whose official name is said may fit so much worse than the best
NAMED_PART = 0.45  # of what the words tell: a name that makes up so much leaves nothing open
MIN_CONFIDENCE = {"procedure": 1.64, "near": 1.64, "command": 2.8, "topic": 2.8}  # below it: not understood


class Decision:
    """Decides what a search found, and what a known wording with several meanings is."""

    def __init__(self, prepared: Prepared, commands: Commands) -> None:
        self._index = PhraseIndex(prepared.phrases(), prepared.language)
        self._groups = [group.ids for group in prepared.material.near]
        self._names = Names(prepared.names())
        self._doubts = Doubts(self._groups, self._index, self._names)
        self._commands = commands

    def of_known(self, targets: Iterable[Target], words: Sequence[str]) -> Understood:
        """The meaning of a wording that is known word for word; a question where it has several."""
        known = sorted(targets, key=lambda target: (FIRST_MEANT.index(target.kind), target))
        found = self._index.search(words).found
        found = (*(Found(target, 1.0) for target in known), *(f for f in found if f.target not in known))
        procedures = tuple(target.id for target in known if target.kind == "procedure")
        if len(procedures) > 1 and known[0].kind == "procedure":
            return self._clarify(procedures, found)
        return self._meaning(known[0], found, words)

    def of_search(self, words: Sequence[str], without: Container[str] = ()) -> Understood:
        """The meaning of a wording that is searched for, which is none of the kinds `without`."""
        ranking = self._index.search(words, without)
        named = self._named(ranking)
        found = (*named, *(f for f in ranking.found if f not in named))
        is_clear = any(f.whole >= NAMED_PART for f in named)
        if not found or not (is_clear or ranking.confidence >= MIN_CONFIDENCE[found[0].target.kind]):
            return Understood("no_match", candidates=self._candidates(found))
        is_clear = is_clear or found[0].target.kind not in ("procedure", "near")
        asked = () if is_clear else self._doubts.between(ranking)
        if asked:
            return self._clarify(asked, found)
        best = next((f.target for f in found if f.target.kind != "near"), found[0].target)
        return self._meaning(best, found, words)

    def _named(self, ranking: Ranking) -> tuple[Found, ...]:
        """The procedure whose official name is said, if it fits about as well as the best."""
        named = Target("procedure", self._names.said(ranking.words))
        least = max((f.score for f in ranking.found), default=0.0) - NAMED_BEHIND
        return tuple(f for f in ranking.found if f.target == named and f.score >= least)

    def _meaning(self, target: Target, found: Sequence[Found], words: Sequence[str]) -> Understood:
        candidates = self._candidates(found)
        match target.kind:
            case "command":
                return self._commands.understood(target.id, words, candidates)
            case "topic":
                return Understood("topic", target.id, target.id, candidates=candidates)
            case "near":
                return self._clarify(self._groups[int(target.id)], found)
            case "procedure":
                return Understood("procedure", target.id, candidates=candidates)
            case _:
                return Understood("no_match", candidates=candidates)

    def _clarify(self, ids: Sequence[str], found: Sequence[Found]) -> Understood:
        """The question between `ids`, the most probable one first."""
        scores = {candidate.id: candidate.score for candidate in self._candidates(found, len(found))}
        asked = sorted(ids, key=lambda id: -scores.get(id, 0.0))
        return Understood("clarify", candidates=tuple(Candidate(id, scores.get(id, 0.0)) for id in asked))

    def _candidates(self, found: Sequence[Found], most: int = MOST_CANDIDATES) -> tuple[Candidate, ...]:
        """Procedures and commands, the best first; a near group stands for its procedures."""
        scores: dict[str, float] = {}
        for target, score in ((f.target, round(f.score, 4)) for f in found):
            if target.kind in ("procedure", "command"):
                scores.setdefault(target.id, score)
            elif target.kind == "near":
                for id in self._groups[int(target.id)]:
                    scores.setdefault(id, score)
        return tuple(Candidate(id, score) for id, score in scores.items())[:most]
