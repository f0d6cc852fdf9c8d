"""Whether a sentence leaves open which of several near procedures is meant."""

from collections.abc import Mapping, Sequence
from math import log

from dialogs.index import Found, PhraseIndex, Ranking, Target
from dialogs.names import Names

# Weighed on phrases left out of the index and on the development set, in scores of the search:
CLEARLY = 0.04  # a vague wording that fits better than every procedure by so much is a question
LEAVES_OPEN = 0.1  # how far vague wordings and the group together may fall behind the best procedure
LONG = 0.12  # who says much is seldom vague: both margins move by it times ln(words / USUAL)
USUAL = 8  # words
TELLS_APART = 0.12  # for every rarest token that others of the group use and the next member never does
MOST_ASKED = 3  # procedures in one question that two groups make together: as many as there are buttons
NAMED = 0.15  # for the share of the words that is a whole wording of a procedure, above that of a vague one
NOTHING = Found(Target("near"), 0.0)


class Doubts:
    """Knows the groups of procedures that people confuse."""

    def __init__(self, groups: Sequence[tuple[str, ...]], index: PhraseIndex, names: Names) -> None:
        self._groups = groups
        self._index = index
        self._names = names
        self._groups_of: dict[str, list[int]] = {}
        for number, ids in enumerate(groups):
            for id in ids:
                self._groups_of.setdefault(id, []).append(number)

    def between(self, ranking: Ranking) -> tuple[str, ...]:
        """The procedures that the sentence leaves open; empty where it tells enough."""
        vague = {int(f.target.id): f for f in ranking.found if f.target.kind == "near"}
        procedures = {f.target.id: f for f in ranking.found if f.target.kind == "procedure"}
        best = next(iter(procedures), "")
        doubts = [
            (self._doubt(vague.get(number, NOTHING), procedures, ids, ranking.words), -number)
            for number in vague.keys() | set(self._groups_of.get(best, ()))
            if not self._names.marked(ranking.words, ids := self._groups[number])
        ]
        open_ = sorted((doubt, number) for doubt, number in doubts if doubt > 0)
        return self._together([self._groups[-number] for _, number in reversed(open_)])

    @staticmethod
    def _together(groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
        """The first group, with those that share a procedure with it while the question stays short."""
        asked = dict.fromkeys(groups[0] if groups else ())
        for group in groups[1:]:
            wider = asked | dict.fromkeys(group)
            if len(wider) <= MOST_ASKED and not asked.keys().isdisjoint(group):
                asked = wider
        return tuple(asked)

    def _doubt(
        self, vague: Found, procedures: Mapping[str, Found], ids: Sequence[str], words: Sequence[str]
    ) -> float:
        """Above 0: more speaks for the question between `ids` than for an answer.

        Where a vague wording clearly fits better than every procedure, nothing speaks against the question.
        """
        best = max((f.score for f in procedures.values()), default=0.0)
        long = LONG * log((len(words) + 1) / (USUAL + 1))
        if vague.score > best + CLEARLY + long:
            return vague.score
        named = max((f.whole for f in procedures.values()), default=0.0)
        member = max((procedures[id].score for id in ids if id in procedures), default=0.0)
        return (
            LEAVES_OPEN
            - long
            - (best - vague.score)
            - (best - member)
            - TELLS_APART * self._told_apart(ids, words)
            - NAMED * (named - vague.whole)
        )

    def _told_apart(self, ids: Sequence[str], words: Sequence[str]) -> float:
        """How much of what the group uses of `words` all but one of its members do without."""
        members = [Target("procedure", id) for id in ids]
        foreign = sorted(self._index.foreign(words, member, members) for member in members)
        return foreign[1] if len(foreign) > 1 else 0.0
