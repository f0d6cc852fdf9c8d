"""The hands side: everything a person can do to the printer, one act each."""

import heapq
from collections.abc import Callable, Mapping
from typing import Protocol

from simulator.devices.interfaces import Act, ActRefused, Parameter
from simulator.devices.printer.body import FULL_ROLL_MM, NEAR_END_MM, Body
from simulator.devices.printer.engine import Move, PrintEngine
from simulator.devices.printer.paper import PaperWeb

FEED_PRESS_S = 0.2
FEED_PRESS_ROWS = 34
NEARLY_EMPTY_MM = 4_000.0


LONGEST_ROLL_MM = 100_000_000.0


def _roll_mm(default: float) -> Parameter:
    return Parameter("mm", default, 1, LONGEST_ROLL_MM, "mm")


def _label(vi: str, en: str) -> Mapping[str, str]:
    return {"vi": vi, "en": en}


ACTS = (
    Act("open_cover", "cover", _label("Mở nắp", "Open cover"), key="o"),
    Act("close_cover", "cover", _label("Đóng nắp", "Close cover"), key="c"),
    Act("remove_roll", "paper", _label("Lấy cuộn ra", "Take roll out"), key="r"),
    Act("insert_roll", "paper", _label("Lắp cuộn mới", "New roll"), (_roll_mm(FULL_ROLL_MM),), "i"),
    Act("near_end", "paper", _label("Sắp hết giấy", "Nearly used up"), (_roll_mm(NEARLY_EMPTY_MM),), "n"),
    Act("tear_off", "paper", _label("Xé phiếu", "Tear off"), key="t"),
    Act(
        "jam_cutter",
        "cutter",
        _label("Kẹt dao", "Jam"),
        (Parameter("at_next_cut", 0, 0, 1, ""),),
        "j",
    ),
    Act(
        "clear_cutter",
        "cutter",
        _label("Gỡ kẹt", "Free"),
        (Parameter("wait_for_host", 0, 0, 1, ""),),
        "k",
    ),
    Act(
        "overheat",
        "head",
        _label("Quá nóng", "Overheat"),
        (Parameter("seconds", 0, 0, 3600, "s"),),
        "h",
    ),
    Act("cool_down", "head", _label("Nguội lại", "Cool down"), key="l"),
    Act("press_feed", "power", _label("Nhấn đẩy giấy", "Press feed"), key="f"),
    Act("power_off", "power", _label("Tắt điện", "Switch off"), key="0"),
    Act("power_on", "power", _label("Bật điện", "Switch on"), key="1"),
    Act(
        "power_cycle",
        "power",
        _label("Tắt rồi bật", "Off and on"),
        (Parameter("seconds", 0.5, 0, 600, "s"),),
        "y",
    ),
    Act("personality_epson", "model", _label("Epson", "Epson")),
    Act("personality_clone", "model", _label("Máy nhái", "Clone")),
)


class Machine(Protocol):
    """What hands do that is more than moving a part."""

    @property
    def ready(self) -> bool:
        """Whether it is on and has started."""

    def changed(self, what: str, at: float) -> None:
        """Sensors or people notice something."""

    def switch_off(self) -> None:
        """Power is gone."""

    def wake(self, at: float) -> None:
        """It has started."""

    def become(self, personality: str, at: float) -> None:
        """Another model stands here now."""


class Hands:
    """Does the acts; what takes time (a button held, a start of `boot_s`) goes on by timers."""

    def __init__(
        self, machine: Machine, body: Body, web: PaperWeb, engine: PrintEngine, boot_s: float
    ) -> None:
        self._machine = machine
        self._body = body
        self._web = web
        self._engine = engine
        self._boot_s = boot_s
        self._timers: list[tuple[float, int, Callable[[float], None]]] = []
        self._count = 0

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> None:
        """Do one act of `ACTS`. `parameters` are complete and within their bounds."""
        act = next((act for act in ACTS if act.name == name), None)
        if act is None:
            raise ActRefused(f"no act {name!r}")
        given = {p.name: parameters.get(p.name, p.default) for p in act.parameters}
        getattr(self, f"_{name}")(now, **given)

    def next_due(self) -> float | None:
        """When the next timer ends."""
        return self._timers[0][0] if self._timers else None

    def fire(self, now: float) -> None:
        """End the timer that is due."""
        heapq.heappop(self._timers)[2](now)

    def _later(self, at: float, action: Callable[[float], None]) -> None:
        self._count += 1
        heapq.heappush(self._timers, (at, self._count, action))

    def _open_cover(self, now: float) -> None:
        self._body.opened_while_printing = self._engine.busy and self._machine.ready
        self._body.cover_open = True
        self._machine.changed("cover_opened", now)

    def _close_cover(self, now: float) -> None:
        self._body.cover_open = self._body.opened_while_printing = False
        self._machine.changed("cover_closed", now)

    def _remove_roll(self, now: float) -> None:
        self._web.tear(now, "roll_removed")
        self._body.paper_mm = None
        self._machine.changed("roll_removed", now)

    def _insert_roll(self, now: float, mm: float) -> None:
        self._web.tear(now, "roll_removed")
        self._web.load()
        self._body.paper_mm = mm
        self._machine.changed("roll_inserted", now)

    def _near_end(self, now: float, mm: float) -> None:
        self._body.paper_mm = min(mm, NEAR_END_MM)
        self._machine.changed("near_end", now)

    def _tear_off(self, now: float) -> None:
        self._body.ticket_in_slot = False
        self._web.tear(now, "torn_off")
        self._machine.changed("ticket_taken", now)

    def _jam_cutter(self, now: float, at_next_cut: float) -> None:
        if at_next_cut:
            self._engine.jam_at_next_cut = True
            return
        self._body.blade_blocked = self._body.cutter_error = True
        self._machine.changed("cutter_jammed", now)

    def _clear_cutter(self, now: float, wait_for_host: float) -> None:
        self._body.blade_blocked = self._engine.jam_at_next_cut = False
        self._body.cutter_error = self._body.cutter_error and bool(wait_for_host)
        self._machine.changed("cutter_freed", now)

    def _overheat(self, now: float, seconds: float) -> None:
        self._body.head_hot = True
        if seconds:
            self._later(now + seconds, self._cool_down)
        self._machine.changed("head_hot", now)

    def _cool_down(self, now: float) -> None:
        self._body.head_hot = False
        self._machine.changed("head_cool", now)

    def _press_feed(self, now: float) -> None:
        if not self._machine.ready or self._body.offline or self._body.feed_pressed:
            return
        self._body.feed_pressed = True
        self._engine.begin(Move(FEED_PRESS_ROWS), now)
        self._later(now + FEED_PRESS_S, self._release_feed)
        self._machine.changed("feed_pressed", now)

    def _release_feed(self, now: float) -> None:
        if self._body.feed_pressed:
            self._body.feed_pressed = False
            self._machine.changed("feed_released", now)

    def _power_off(self, now: float) -> None:
        self._timers = [timer for timer in self._timers if timer[2] == self._cool_down]
        heapq.heapify(self._timers)
        if self._body.powered:
            self._machine.switch_off()

    def _power_on(self, now: float) -> None:
        if not self._body.powered:
            self._body.powered = True
            self._later(now + self._boot_s, self._machine.wake)
            self._machine.changed("powered_on", now)

    def _power_cycle(self, now: float, seconds: float) -> None:
        self._power_off(now)
        self._later(now + seconds, self._power_on)

    def _personality_epson(self, now: float) -> None:
        self._machine.become("epson", now)

    def _personality_clone(self, now: float) -> None:
        self._machine.become("clone", now)
