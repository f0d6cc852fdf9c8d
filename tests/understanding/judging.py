"""Whether what was understood is what the sentence expects, and the figures of many."""

from collections.abc import Iterable
from dataclasses import dataclass

from dialogs.understood import Understood
from tests.understanding.sentences import Sentence

HANDED_ON = "call_staff"  # out of scope: fetching somebody is as good as a refusal


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer held against what was expected."""

    sentence: Sentence
    text: str  # as it was put, which may be distorted
    got: Understood
    ms: float

    @property
    def right(self) -> bool:
        """Whether the first answer is the expected one."""
        want, got = self.sentence, self.got
        if want.no_match:
            return got.kind == "no_match" or (got.kind, got.id) == ("command", HANDED_ON)
        if want.clarify:
            return self.asked_between == len(want.clarify)
        if want.command:
            return (got.kind, got.id) == ("command", want.command)
        return (got.kind, got.id) == ("procedure", want.procedure) and want.topic in ("", got.topic)

    @property
    def among_three(self) -> bool:
        """Whether the expected procedure is the answer or one of the first three offered."""
        if self.got.kind == "procedure" and self.got.id == self.sentence.procedure:
            return True
        offered = self.got.kind in ("procedure", "clarify", "no_match")
        return offered and self.sentence.procedure in [candidate.id for candidate in self.got.candidates[:3]]

    @property
    def asked_needlessly(self) -> bool:
        """Whether a question was asked although the sentence says enough."""
        ids = [candidate.id for candidate in self.got.candidates]
        return bool(self.sentence.procedure) and self.got.kind == "clarify" and self.sentence.procedure in ids

    @property
    def asked_between(self) -> int:
        """How many of the expected procedures the question asks between."""
        if self.got.kind != "clarify":
            return 0
        return len(set(self.sentence.clarify) & {candidate.id for candidate in self.got.candidates})

    @property
    def refused(self) -> bool:
        """Whether nothing was understood."""
        return self.got.kind == "no_match"

    @property
    def answer(self) -> str:
        """What was understood, for a list of errors."""
        offered = " | ".join(candidate.id for candidate in self.got.candidates[:3])
        said = f"{self.got.kind} {self.got.id} {self.got.topic}".strip()
        return f"{said} ({offered})" if offered else said


def share(judged: Iterable[bool]) -> float:
    """The percentage that is true."""
    flags = list(judged)
    return 100 * sum(flags) / len(flags) if flags else 0.0


def quantile(values: Iterable[float], part: float) -> float:
    """The value below which `part` of them lie, one of them."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def figures(judged: list[Judged]) -> dict[str, float]:
    """The figures that have a meaning for what these sentences expect; shares in per cent."""
    want = judged[0].sentence
    result: dict[str, float] = {"n": len(judged), "wrong": sum(not one.right for one in judged)}
    if want.clarify:
        result["clarify"] = share(one.right for one in judged)
        result["clarify_two"] = share(one.asked_between >= 2 for one in judged)
    elif want.no_match:
        result["refused"] = share(one.right for one in judged)
    else:
        result["first"] = share(one.right for one in judged)
    if want.procedure:
        result["three"] = share(one.among_three for one in judged)
        result["asked"] = share(one.asked_needlessly for one in judged)
    if not want.no_match:
        result["wrong_refusals"] = share(one.refused for one in judged)
    result["p50"] = quantile((one.ms for one in judged), 0.5)
    result["p99"] = quantile((one.ms for one in judged), 0.99)
    return result
