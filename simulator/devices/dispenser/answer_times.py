"""How quickly a host answers."""

from dataclasses import dataclass


@dataclass(slots=True)
class AnswerTimes:
    """Milliseconds; `missing`: nothing came until the next question."""

    answers: int = 0
    late: int = 0
    missing: int = 0
    latest_ms: float = 0.0
    worst_ms: float = 0.0

    def note(self, seconds: float, *, late: bool) -> None:
        """An answer came after so long."""
        self.answers += 1
        self.late += late
        self.latest_ms = round(seconds * 1000, 1)
        self.worst_ms = max(self.worst_ms, self.latest_ms)

    def state(self) -> dict[str, object]:
        """For the bench."""
        return {
            "answers": self.answers,
            "answers_late": self.late,
            "answers_missing": self.missing,
            "answer_latest_ms": self.latest_ms,
            "answer_worst_ms": self.worst_ms,
        }
