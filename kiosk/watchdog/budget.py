"""How often a device may have the robot restarted; the memory of it outlives the robot."""

import time
from collections.abc import Callable
from pathlib import Path

RESTARTS = 3
WITHIN_S = 3600.0


class RestartBudget:
    """`RESTARTS` in `WITHIN_S`, noted in `file`; a file that cannot be read is as good as empty."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._clock = clock

    def spend(self) -> bool:
        """Take one; False when there is none left."""
        now = self._clock()
        spent = [at for at in self._noted() if now - WITHIN_S < at <= now]
        if len(spent) >= RESTARTS:
            return False
        return self._note([*spent, now])

    def _noted(self) -> list[float]:
        try:
            return [float(line) for line in self._file.read_text(encoding="ascii").split()]
        except (OSError, ValueError):
            return []

    def _note(self, times: list[float]) -> bool:
        """What cannot be noted is not spent: it could be spent for ever."""
        try:
            self._file.write_text("".join(f"{at:.3f}\n" for at in times), encoding="ascii")
        except OSError:
            return False
        return True
