"""The program that is frozen: what the robot's main process does about motion, and nothing else.

It goes to and fro between two places for ever; `python -m tests.torture.freeze.driver ORDER.json`.
"""

import asyncio
import json
import sys
from itertools import cycle
from pathlib import Path

from drivers.motion import MotionState
from kiosk.motion.process.remote import RemoteBase

LOOK_S = 0.2


async def drive(order: dict[str, object], places: tuple[str, str]) -> None:
    """Go from one to the other until killed; whatever stops it is looked at and released."""
    base = RemoteBase(order, places)
    running = asyncio.ensure_future(base.run())
    print("running", flush=True)
    for place in cycle(places):
        if base.report.state is MotionState.STOPPED:
            base.release()
        print(await base.go_to(place), flush=True)
        await asyncio.sleep(LOOK_S)
    await running


if __name__ == "__main__":
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    asyncio.run(drive(told["order"], tuple(told["places"])))
