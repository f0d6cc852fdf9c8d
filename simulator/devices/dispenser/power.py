"""Whether the board of a dispenser has power, and when that changes by itself."""

from dataclasses import dataclass


@dataclass(slots=True)
class Power:
    """`back_at`: when power comes back; `boots_at`: when the board is up. None: not by itself."""

    boot_s: float
    on: bool = True
    back_at: float | None = None
    boots_at: float | None = None

    @property
    def runs(self) -> bool:
        """Whether the board works."""
        return self.on and self.boots_at is None

    @property
    def word(self) -> str:
        """For the bench."""
        return "on" if self.runs else "starting" if self.on else "off"

    def go(self, now: float, seconds: float) -> None:
        """It fails; for `seconds`, or until somebody switches it on (0)."""
        self.on, self.boots_at = False, None
        self.back_at = now + seconds if seconds else None

    def come(self, now: float) -> None:
        """It comes."""
        if not self.on:
            self.on, self.back_at, self.boots_at = True, None, now + self.boot_s

    def advance(self, now: float) -> list[str]:
        """What has changed by itself, in one word each."""
        told = []
        if self.back_at is not None and self.back_at <= now:
            self.come(self.back_at)
            told.append("power_came")
        if self.boots_at is not None and self.boots_at <= now:
            self.boots_at = None
            told.append("booted")
        return told

    def next_due(self) -> float | None:
        """When something changes by itself."""
        return min((at for at in (self.back_at, self.boots_at) if at is not None), default=None)
