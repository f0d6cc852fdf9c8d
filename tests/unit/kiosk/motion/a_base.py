"""The process of a base for the tests: a `ToldBase` that writes what it is told into a file."""

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from drivers.motion import MotionReport, MotionState, Pose, TripEnd
from kiosk.motion.process.child import main
from tests.support.told_base import ToldBase

PACE_S = 0.05


class Arriving(ToldBase):
    """Arrives at `here` at once, and nowhere else ever."""

    async def run(self) -> None:
        asyncio.get_running_loop().call_later(PACE_S, self._pace)
        await super().run()

    def _pace(self) -> None:
        state = MotionState.MOVING if self.trip is not None and not self.trip.done() else MotionState.IDLE
        self.say(MotionReport(state, Pose(1.0, 2.0, 0.5), 1.0))
        asyncio.get_running_loop().call_later(PACE_S, self._pace)

    async def go_to(self, place: str) -> TripEnd:
        if place == "here":
            return TripEnd.ARRIVED
        return await super().go_to(place)


def _make(order: dict[str, Any]) -> Arriving:
    told = Path(order["told"])

    def note(what: str) -> None:
        with told.open("a", encoding="utf-8") as file:
            file.write(f"{time.monotonic():.3f} {what}\n")

    note(f"made {order.get('start')}")
    return Arriving(note)


if __name__ == "__main__":
    sys.exit(main(_make))
