"""Which of the codes that a camera sees again and again are news. Pure."""

from dataclasses import dataclass

from drivers.code_scanner.text import code_of
from drivers.interfaces import ScannedCode

AWAY_S = 1.0  # out of view: it is held up anew
DOUBT_S = 2.0  # for which a code is seen and not read, until that is told: it may be on its way


class Sights:
    """What is in view, by traces from which no text can be made again; times are the caller's clock."""

    def __init__(self) -> None:
        self._read_at: dict[int, float] = {}
        self._doubt: _Doubt | None = None

    def forget(self) -> None:
        """Everything is new to the next look."""
        self._read_at, self._doubt = {}, None

    def read(self, text: str, now: float) -> ScannedCode | None:
        """`text` was read at `now`; the code to be told, if it is news."""
        self._doubt = None
        self._read_at = {trace: at for trace, at in self._read_at.items() if now - at < AWAY_S}
        is_news = hash(text) not in self._read_at
        self._read_at[hash(text)] = now
        return code_of(text.encode()) if is_news else None

    def doubt(self, problem: str, now: float) -> ScannedCode | None:
        """A code was seen at `now` and gave no text; what is to be told, if that lasts."""
        doubt = self._doubt
        if doubt is None or doubt.problem != problem or now - doubt.last >= AWAY_S:
            doubt = self._doubt = _Doubt(problem, now, now)
        doubt.last = now
        is_news = not doubt.told and now - doubt.first >= DOUBT_S
        doubt.told |= is_news
        return ScannedCode("", problem) if is_news else None


@dataclass(slots=True)
class _Doubt:
    problem: str
    first: float
    last: float
    told: bool = False
