"""What the robot itself believes, asked of its own interface while somebody watches; only for the picture."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from simulator.bench.hub import Hub

EVERY_S, PATIENCE_S = 0.25, 1.0
SHOWN = ("state", "pose", "confidence", "path", "particles", "goal", "causes")


@dataclass(frozen=True, slots=True)
class RobotAddress:
    """`url`: of the robot's pages; `token_file` holds a token of its staff door."""

    url: str
    token_file: Path


class Belief:
    """`shown`: the last answer, None while there is none."""

    def __init__(self, robot: RobotAddress, hub: Hub) -> None:
        self._robot = robot
        self._hub = hub
        self.shown: dict[str, object] | None = None

    async def run(self) -> None:
        """Ask again and again while the hub has listeners."""
        while True:
            if self._hub.watched:
                self.shown = await asyncio.to_thread(self._ask)
                self._hub.changed()
            await asyncio.sleep(EVERY_S)

    def _ask(self) -> dict[str, object] | None:
        with suppress(URLError, OSError, ValueError):
            token = self._robot.token_file.read_text(encoding="ascii").strip()
            request = Request(  # noqa: S310 - the address is the technician's own
                f"{self._robot.url}/api/motion", headers={"Authorization": f"Bearer {token}"}
            )
            with urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310
                told = json.load(answer)
            return {name: told.get(name) for name in SHOWN}
        return None
