"""One robot driven over real wires, frozen at random while it moves: when the zero for its wheels comes."""

import asyncio
import json
import random
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from simulator.clock import SimulationClock
from simulator.devices.interfaces import ROBOT
from simulator.hall.hall import Hall
from simulator.hall.map_file import load_walls
from simulator.hall.options import HallOptions
from simulator.hall.poses import Pose
from simulator.hall_place import HallPlace, HallPlaceOptions
from simulator.trace import Trace
from simulator.wires.pty import PtyWire

ROOT = Path(__file__).parents[3]
MAP = ROOT / "config/hall/map.yaml"
PLACES = {"west": [2.4, 1.6, 0.0], "east": [13.0, 4.2, 0.0]}
MOVES_MM_S = 60
FROZEN_S, ALLOWED_S = 1.0, 0.3
MOVING_WITHIN_S = 60.0
LOOK_S = 0.002


@dataclass(frozen=True, slots=True)
class Freeze:
    """One freeze: seconds until the wire wanted zero; None = never while frozen. `speed_mm_s` before it."""

    after_s: float | None
    speed_mm_s: int

    @property
    def is_good(self) -> bool:
        """In time."""
        return self.after_s is not None and self.after_s <= ALLOWED_S


class Course:
    """The hall with its two devices on pseudo-terminals below `data`, and the program that drives."""

    def __init__(self, data: Path, seed: int) -> None:
        loop = asyncio.get_running_loop()
        hall = Hall(load_walls(MAP), HallOptions(start=Pose(*PLACES["west"])), seed)
        chance = random.Random(seed)
        self.place = HallPlace(HallPlaceOptions(), hall, chance, SimulationClock(loop.time), loop, Trace())
        self._data = data
        self._wires = []
        for name, station in self.place.stations.items():
            wire = PtyWire(station, ROBOT, data / name)
            station.add_wire(ROBOT, wire)
            self._wires.append(wire)
        self._child: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the program."""
        order = self._data / "order.json"
        order.write_text(json.dumps({"order": self._order(), "places": list(PLACES)}), encoding="utf-8")
        self._child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.torture.freeze.driver", str(order)),
            cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL,
        )

    async def stop(self) -> None:
        """End everything."""
        if self._child is not None:
            for number in (signal.SIGCONT, signal.SIGTERM):
                with suppress(ProcessLookupError):
                    self._child.send_signal(number)
            await self._child.wait()
        self.place.close()
        for wire in self._wires:
            wire.close()

    async def freeze(self, chance: random.Random) -> Freeze:
        """Wait until it moves, and a moment more; freeze it; see when the wire wants zero; let it go on."""
        await self.until_moving()
        await asyncio.sleep(chance.uniform(0.0, 0.4))
        speed, loop = self.wanted_mm_s, asyncio.get_running_loop()
        self._child.send_signal(signal.SIGSTOP)
        began = loop.time()
        after = None
        while (now := loop.time()) - began < FROZEN_S:
            if self.wanted_mm_s == 0:
                after = now - began
                break
            await asyncio.sleep(LOOK_S)
        self._child.send_signal(signal.SIGCONT)
        return Freeze(after, speed)

    async def until_moving(self) -> None:
        """Wait until it drives. Raises TimeoutError."""
        async with asyncio.timeout(MOVING_WITHIN_S):
            while abs(self.wanted_mm_s) < MOVES_MM_S:  # noqa: ASYNC110 - the wire tells nobody
                await asyncio.sleep(LOOK_S)

    @property
    def wanted_mm_s(self) -> int:
        """The speed field of the last command on the wire."""
        command = self.place.base.state()["command"]
        return int(command["speed_mm_s"])

    def motion_pid(self) -> int:
        """The process that owns the wires."""
        pid = self._child.pid
        (motion,) = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return int(motion)

    def _order(self) -> dict[str, object]:
        wire = {name: f"serial:{self._data / name}" for name in self.place.stations}
        return {
            "base": {
                "address": wire["mobile_base"],
                "baud": 115_200,
                "emergency_stop_input": 0,
                "emergency_stop_is_high": True,
            },
            "scanner": {"driver": "ld19", "address": wire["range_scanner"], "baud": None, "pose": [0, 0, 0]},
            "hall": {"map": str(MAP), "places": PLACES, "zones": [], "dock": None, "post": None},
            "navigation": {"speed_m_s": 0.3},
            "start": PLACES["west"],
        }
