"""What a search found, and how sure that is."""

from dataclasses import dataclass

from dialogs.index.phrases import Target

ENOUGH_EVIDENCE = 5.0  # rarest tokens; more of them say nothing more
ENOUGH_LEAD = 30.0  # natural logarithm of a likelihood ratio; the same


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
        """Grows with all that speaks for the best target, to about 5; in scope mostly above 2.7."""
        if not self.found:
            return 0.0
        best, evidence = self.found[0], min(1.0, self.evidence / ENOUGH_EVIDENCE)
        sure = best.score + evidence + self.overlap
        if best.target.kind in ("procedure", "near"):
            return sure + 2 * max(-1.0, min(1.0, self.lead / ENOUGH_LEAD))
        return sure + self.overlap + best.score - self.outside  # short: what fits counts, not how much
