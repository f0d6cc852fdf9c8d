"""The camera as a device: so many pictures a second of what is before it, while somebody watches.

Responsible for: pictures in step with time, the newest only after a stall, its troubles.
Not responsible for: what a card looks like (simulator/card_pictures), HTTP (simulator/wires/mjpeg.py).
"""

import math
from collections.abc import Mapping

from simulator.card_pictures.held import Held
from simulator.card_pictures.view import View
from simulator.devices.camera.eye import Eye
from simulator.devices.camera.hands import ACTS, Body, Hands
from simulator.devices.camera.options import CameraOptions
from simulator.devices.events import BytesLost, Event, Happened, PictureSent
from simulator.devices.interfaces import NETWORK, Act, Step


class Camera:
    """A `simulator.devices.interfaces.Device`. Every picture is one JPEG."""

    name = "camera"
    acts: tuple[Act, ...] = ACTS
    baud = 0
    listening = True

    def __init__(self, options: CameraOptions | None = None) -> None:
        self.options = options or CameraOptions()
        self.body = Body()
        self._hands = Hands(self.body)
        self._eye = Eye(self.options.seed)
        self._hosts: set[str] = set()
        self._next = 0  # the number of the next picture
        self._last = b""

    @property
    def connectors(self) -> tuple[str, ...]:
        """Where hosts can come in."""
        return self.options.connectors

    def room(self, connector: str = NETWORK) -> int:
        """It takes no bytes."""
        return 0

    def feed(self, data: bytes, now: float, connector: str = NETWORK) -> Step:
        """Nothing is ever said to it."""
        lost = BytesLost(now, len(data), "a camera takes no bytes", connector=connector)
        return Step(events=(lost,)).then(self.advance(now))

    def advance(self, now: float) -> Step:
        """Let time pass until `now`."""
        events = [*self._endings(now), *self._pictures(now)]
        said = {event.connector: event.data for event in events if isinstance(event, PictureSent)}
        return Step(said, tuple(events))

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do; raises `ActRefused`."""
        before = self.advance(now)
        return before.then(Step(events=(Happened(now, self._hands.act(name, parameters, now)),)))

    def hold(self, text: str, view: Mapping[str, float], now: float) -> Step:
        """Hold a slip with any text before it."""
        before = self.advance(now)
        return before.then(Step(events=(Happened(now, self._hands.hold(Held(text=text), view)),)))

    def connect(self, connected: bool, now: float, connector: str = NETWORK) -> None:
        """Somebody watches from now on, or nobody any longer."""
        if connected and not self._hosts:
            self._next = self._pictures_by(now)
        (self._hosts.add if connected else self._hosts.discard)(connector)

    def cut_wire(self, now: float, connector: str = NETWORK) -> None:
        """The cable is pulled there."""
        self.connect(False, now, connector)

    def next_due(self) -> float | None:
        """When something will happen without further input."""
        due = [until for until in self.body.troubles.values() if until < math.inf]
        if self._hosts and "stalled" not in self.body.troubles:
            due.append((self._next + 1) / self.options.frames_per_s)
        return min(due, default=None)

    def state(self) -> dict[str, object]:
        """What can be seen from outside."""
        view: View = self.body.view
        return {
            "held": self.body.held.what if self.body.held else "",
            "distance_mm": view.distance_mm,
            "light": view.light,
            "lens": "covered" if self.body.covered else "free",
            "picture": next(iter(self.body.troubles), "live"),
            "troubles": sorted(self.body.troubles),
            "frames_per_s": self.options.frames_per_s,
            "watched": bool(self._hosts),
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """Whether anybody watches there."""
        return {"listening": connector in self._hosts}

    def _pictures_by(self, now: float) -> int:
        """How many pictures are complete by `now`."""
        return math.floor(now * self.options.frames_per_s + 1e-6)

    def _pictures(self, now: float) -> list[Event]:
        due, next_one = self._pictures_by(now), self._next
        self._next = max(next_one, due)
        if due <= next_one or not self._hosts or "stalled" in self.body.troubles:
            return []
        picture = self._picture()
        at = due / self.options.frames_per_s
        return [PictureSent(at, picture, connector=connector) for connector in sorted(self._hosts)]

    def _picture(self) -> bytes:
        if not self._last or "frozen" not in self.body.troubles:
            black = "black" in self.body.troubles
            self._last = self._eye.picture(self.body.held, self.body.view, self.body.covered, black)
        return self._last

    def _endings(self, now: float) -> list[Event]:
        over = {name: until for name, until in self.body.troubles.items() if until <= now}
        for name in over:
            del self.body.troubles[name]
        return [Happened(until, f"{name}_over") for name, until in over.items()]
