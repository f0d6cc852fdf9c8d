"""What a person can do to the base: press, lift, block, charge, switch, and let its sensors fail."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.devices.interfaces import Act, ActRefused, Parameter
from simulator.devices.mobile_base.battery import Battery
from simulator.devices.mobile_base.condition import INTERMITTENT, TIMED, WORDS
from simulator.devices.mobile_base.gyro import Gyro
from simulator.devices.mobile_base.senses import Senses
from simulator.devices.mobile_base.sensors import KINDS
from simulator.devices.mobile_base.wheels import Wheels

SIDES = {"left": ("trái", "left"), "centre": ("giữa", "centre"), "right": ("phải", "right")}
SECONDS = Parameter("seconds", 1, 0, 86_400, "s")
PRESS_S = Parameter("seconds", 0.3, 0, 3600, "s")
NUMBER = Parameter("number", 0, 0, 2, "")
PERCENT = Parameter("percent", 15, 0, 100, "%")
SHARE = Parameter("share", 0.5, 0, 1, "")
DRIFT = Parameter("deg_min", 30, -3600, 3600, "°/min")
TIMEOUT = Parameter("seconds", 0.6, 0.02, 3600, "s")
SENSOR_NAMES = {
    "bumper": ("Thanh chắn", "Bumper"),
    "cliff": ("Mắt mép hụt", "Cliff sensor"),
    "wheel_drop": ("Bánh hẫng", "Wheel drop"),
    "encoders": ("Bộ đếm bánh", "Encoders"),
    "gyro": ("Con quay", "Gyro"),
    "current": ("Đo dòng", "Motor current"),
    "dock": ("Mắt tìm đế", "Dock eyes"),
    "battery": ("Đo pin", "Battery gauge"),
}
WORD_NAMES = {
    "ok": ("tốt", "ok"),
    "off": ("tắt", "off"),
    "stuck": ("đứng im", "stuck"),
    "garbage": ("rác", "garbage"),
    "wrong": ("sai", "wrong"),
    "slow": ("chậm", "slow"),
    "delayed": ("trễ", "delayed"),
    "intermittent": ("chập chờn", "intermittent"),
}


def _act(name: str, part: str, vi: str, en: str, *parameters: Parameter, key: str = "") -> Act:
    return Act(name, part, {"vi": vi, "en": en}, parameters, key)


def _failure(sensor: str, word: str) -> Act:
    seconds = Parameter("seconds", 2.0 if word == INTERMITTENT else 0.5, 0.02, 600, "s")
    (vi, en), (how_vi, how_en) = SENSOR_NAMES[sensor], WORD_NAMES[word]
    given = (seconds,) if word in TIMED else ()
    return _act(f"{sensor}_{word}", f"sensor {sensor}", f"{vi}: {how_vi}", f"{en}: {how_en}", *given)


ACTS = (
    *(_act(f"bump_{side}", "bumper", f"Va {vi}", f"Bump {en}", SECONDS) for side, (vi, en) in SIDES.items()),
    _act("bump_none", "bumper", "Thôi va", "Let go"),
    *(
        _act(f"cliff_{side}", "floor", f"Hụt {vi}", f"Cliff {en}", SECONDS)
        for side, (vi, en) in SIDES.items()
    ),
    _act("cliff_none", "floor", "Sàn phẳng", "Whole floor"),
    _act("lift", "body", "Nhấc lên", "Lift", key="l"),
    _act("put_down", "body", "Đặt xuống", "Put down", key="d"),
    _act("block_left", "wheels", "Kẹt bánh trái", "Block left wheel"),
    _act("block_right", "wheels", "Kẹt bánh phải", "Block right wheel"),
    _act("slip", "wheels", "Trượt", "Slip", SHARE),
    _act("free_wheels", "wheels", "Bánh tốt", "Free wheels"),
    _act("set_battery", "battery", "Pin còn", "Battery at", PERCENT, key="b"),
    _act("adapter_in", "battery", "Cắm sạc", "Adapter in"),
    _act("adapter_out", "battery", "Rút sạc", "Adapter out"),
    _act("press_button", "buttons", "Bấm nút", "Press button", NUMBER, PRESS_S),
    _act("press_stop", "emergency stop", "Dừng khẩn", "Emergency stop", key="x"),
    _act("release_stop", "emergency stop", "Nhả dừng khẩn", "Release it", key="r"),
    _act("power_off", "power", "Tắt nguồn", "Power off", key="o"),
    _act("power_on", "power", "Bật nguồn", "Power on", key="i"),
    _act("keep_speed", "firmware", "Mất lệnh: chạy tiếp", "No command: goes on"),
    _act("stop_after", "firmware", "Mất lệnh: dừng sau", "No command: stops after", TIMEOUT),
    _act("drift", "sensor gyro", "Con quay: trôi", "Gyro: drift", DRIFT),
    *(_failure(kind.name, word) for kind in KINDS for word in WORDS),
)
_HELD = {"bumper": "bumper", "floor": "cliff"}  # the part of an act, and what is pressed
_KNOWN: Mapping[str, Act] = {act.name: act for act in ACTS}
_FAILURES = {f"{kind.name}_{word}": (kind.name, word) for kind in KINDS for word in WORDS}


@dataclass(slots=True)
class Switches:
    """`powered`: what hands want of it. `command_timeout_s` None: it keeps its last speed."""

    command_timeout_s: float | None
    powered: bool = True


@dataclass(frozen=True, slots=True)
class Hands:
    """Does the acts; each tells what happened in one word."""

    wheels: Wheels
    battery: Battery
    gyro: Gyro
    senses: Senses
    switches: Switches

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> str:
        """Do one act of `ACTS`; `parameters` are within their bounds."""
        act = _KNOWN.get(name)
        if act is None:
            raise ActRefused(f"no act {name!r}")
        given = {p.name: parameters.get(p.name, p.default) for p in act.parameters}
        if name in _FAILURES:
            sensor, word = _FAILURES[name]
            self.senses.sensors.conditions[sensor].begin(word, given.get("seconds", 0.0), now)
            return name
        if act.part in _HELD:
            return self._hold(act, given, now)
        told: str = getattr(self, f"_{name}")(now, **given)
        return told

    def _hold(self, act: Act, given: Mapping[str, float], now: float) -> str:
        part, where = _HELD[act.part], act.name.rpartition("_")[2]
        if where == "none":
            self.senses.pressed.let_go(part)
            return f"{part}_let_go"
        self.senses.pressed.press(part, where, now, given["seconds"])
        return f"{part}_held"

    def _press_button(self, now: float, number: float, seconds: float) -> str:
        self.senses.pressed.press("button", str(round(number)), now, seconds)
        return "button_held"

    def _trouble(self, now: float, told: str, **changes: object) -> str:
        """Change what the wheels meet from `now` on."""
        self.wheels.sense(now)
        self.wheels.trouble = replace(self.wheels.trouble, **changes)  # type: ignore[arg-type]
        self.wheels.push()
        return told

    def _lift(self, now: float) -> str:
        return self._trouble(now, "lifted", lifted=True)

    def _put_down(self, now: float) -> str:
        return self._trouble(now, "put_down", lifted=False)

    def _block_left(self, now: float) -> str:
        return self._trouble(now, "wheel_blocked", blocked=(True, self.wheels.trouble.blocked[1]))

    def _block_right(self, now: float) -> str:
        return self._trouble(now, "wheel_blocked", blocked=(self.wheels.trouble.blocked[0], True))

    def _slip(self, now: float, share: float) -> str:
        return self._trouble(now, "wheels_slip", slip=share)

    def _free_wheels(self, now: float) -> str:
        return self._trouble(now, "wheels_free", blocked=(False, False), slip=0.0)

    def _set_battery(self, now: float, percent: float) -> str:
        self.battery.set_percent(percent)
        return "battery_set"

    def _adapter_in(self, now: float) -> str:
        self.battery.adapter = True
        return "adapter_in"

    def _adapter_out(self, now: float) -> str:
        self.battery.adapter = False
        return "adapter_out"

    def _press_stop(self, now: float) -> str:
        self.senses.pressed.emergency_stop = True
        return "emergency_stop_pressed"

    def _release_stop(self, now: float) -> str:
        self.senses.pressed.emergency_stop = False
        return "emergency_stop_released"

    def _power_off(self, now: float) -> str:
        self.switches.powered = False
        return "power_off"

    def _power_on(self, now: float) -> str:
        self.switches.powered = True
        return "power_on"

    def _keep_speed(self, now: float) -> str:
        self.switches.command_timeout_s = None
        return "keeps_speed"

    def _stop_after(self, now: float, seconds: float) -> str:
        self.switches.command_timeout_s = seconds
        return "stops_after"

    def _drift(self, now: float, deg_min: float) -> str:
        self.gyro.drift_deg_min = deg_min
        return "gyro_drifts"
