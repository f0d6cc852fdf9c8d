"""The wall clock, read in one place."""

from datetime import UTC, datetime


class WallClock:
    """Now, by the system (state_machines.interfaces.Clock)."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)
