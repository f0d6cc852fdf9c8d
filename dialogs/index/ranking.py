"""What a search found, and how sure that is."""

from dataclasses import dataclass
from math import log

from dialogs.index.phrases import Target

ENOUGH_EVIDENCE = 5.0  # rarest tokens; more of them say nothing more
ENOUGH_LEAD = 30.0  # natural logarithm of a likelihood ratio; the same
# What speaks for a procedure, beside its score: by logistic regression on phrases left out of the index, in
# and out of scope. The more is said, the less one wording can cover of it: hence the length.
OVERLAP, WHOLE, LEAD, OUTSIDE, LENGTH = 0.3, 0.3, 0.4, 0.35, 0.35


@dataclass(frozen=True, slots=True)
class Found:
    """A target and how well it fits, 0 to 1; `whole`: what share of the words is a whole wording of it."""

    target: Target
    score: float
    whole: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Targets in scope, the best first, and what speaks for and against the words being in scope at all.

    `outside`: how well the best sentence out of scope fits, 0 to 1. `lead`: how much better the best target
    explains the words than all sentences out of scope do. `evidence`: what the words share with a phrase of
    the best target, in tokens that only one phrase has. `overlap`: the same as a share of what both tell.
    `words`: what was compared, plain and with typing errors mended.
    """

    found: tuple[Found, ...] = ()
    outside: float = 0.0
    lead: float = 0.0
    evidence: float = 0.0
    overlap: float = 0.0
    words: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """Grows with all that speaks for the best target; procedures to about 3, others to about 5."""
        if not self.found:
            return 0.0
        best = self.found[0]
        if best.target.kind not in ("procedure", "near"):  # short: what fits counts, not how much
            evidence = min(1.0, self.evidence / ENOUGH_EVIDENCE)
            return 2 * (best.score + self.overlap) + evidence - self.outside
        lead = max(-1.0, min(1.0, self.lead / ENOUGH_LEAD))
        said = OVERLAP * self.overlap + WHOLE * best.whole + LEAD * lead - OUTSIDE * self.outside
        return best.score + said + LENGTH * log(len(set(self.words)) + 1)  # who repeats a word says no more
