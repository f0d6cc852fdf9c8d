"""How late the event loop wakes up: what every citizen's tap waits for."""

import asyncio
from collections.abc import Callable

LOOK_S = 5.0


async def watch_loop(late: Callable[[float], None]) -> None:
    """Until cancelled: tell `late` how many seconds too late a sleep ended."""
    clock = asyncio.get_running_loop().time
    while True:
        due = clock() + LOOK_S
        await asyncio.sleep(LOOK_S)
        late(max(0.0, clock() - due))
