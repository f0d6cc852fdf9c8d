"""What a person can do to a range scanner, and what can ail it (PX4's words for failing sensors)."""

import math
from collections.abc import Mapping

from simulator.devices.interfaces import Act, ActRefused, Parameter
from simulator.devices.range_scanner.condition import Condition

SECONDS = Parameter("seconds", 0, 0, 86_400, "s")
LATE, PERIOD = Parameter("late_s", 1, 0.01, 60, "s"), Parameter("period_s", 2, 0.01, 600, "s")
FROM, WIDTH = Parameter("from_deg", -45, -360, 360, "°"), Parameter("width_deg", 90, 1, 360, "°")
SHARE = Parameter("share", 0.1, 0, 1, "")
PREFIX = "sensor_"


def _act(name: str, part: str, vi: str, en: str, *parameters: Parameter, key: str = "") -> Act:
    return Act(name, part, {"vi": vi, "en": en}, parameters, key)


ACTS = (
    _act("stop_motor", "motor", "Dừng quay", "Stop motor", key="m"),
    _act("start_motor", "motor", "Quay lại", "Start motor", key="n"),
    _act("soil_window", "window", "Làm bẩn kính", "Soil window", FROM, WIDTH, key="d"),
    _act("clean_window", "window", "Lau kính", "Clean window", key="c"),
    _act("wrong_crc", "frames", "Sai mã kiểm tra", "Wrong checksums", SHARE),
    _act("fail_health", "health", "Báo lỗi", "Reports failure"),
    _act("mend_health", "health", "Hết lỗi", "Reports none"),
    _act("sensor_ok", "sensor", "Tốt", "Well", key="k"),
    _act("sensor_off", "sensor", "Tắt", "Off", SECONDS),
    _act("sensor_stuck", "sensor", "Đứng hình", "Frozen", SECONDS, key="z"),
    _act("sensor_garbage", "sensor", "Số liệu rác", "Garbage", SECONDS),
    _act("sensor_wrong", "sensor", "Đo sai", "Wrong ranges", SECONDS),
    _act("sensor_slow", "sensor", "Quay chậm", "Turns slowly", SECONDS),
    _act("sensor_delayed", "sensor", "Trễ", "Late", LATE, SECONDS),
    _act("sensor_intermittent", "sensor", "Chập chờn", "On and off", PERIOD, SECONDS),
)


class Hands:
    """Does the acts; each tells what happened in one word."""

    def __init__(self, condition: Condition) -> None:
        self._condition = condition

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> str:
        """Do one act of `ACTS`; `parameters` are within their bounds."""
        act = next((act for act in ACTS if act.name == name), None)
        if act is None:
            raise ActRefused(f"no act {name!r}")
        given = {p.name: parameters.get(p.name, p.default) for p in act.parameters}
        if name == "sensor_ok":
            self._condition.ails.clear()
            self._condition.crc_wrong = 0.0
            return "sensor_well"
        if name.startswith(PREFIX):
            return self._ail(name.removeprefix(PREFIX), given, now)
        told: str = getattr(self, f"_{name}")(**given)
        return told

    def _ail(self, word: str, given: Mapping[str, float], now: float) -> str:
        condition = self._condition
        condition.ails[word] = now + given["seconds"] if given["seconds"] else math.inf
        condition.late_s = given.get("late_s", condition.late_s)
        condition.period_s = given.get("period_s", condition.period_s)
        condition.since = now
        return f"sensor_{word}"

    def _stop_motor(self) -> str:
        self._condition.motor_on = False
        return "motor_stopped"

    def _start_motor(self) -> str:
        self._condition.motor_on = True
        return "motor_started"

    def _soil_window(self, from_deg: float, width_deg: float) -> str:
        self._condition.dirty = from_deg, width_deg
        return "window_soiled"

    def _clean_window(self) -> str:
        self._condition.dirty = None
        return "window_cleaned"

    def _wrong_crc(self, share: float) -> str:
        self._condition.crc_wrong = share
        return "checksums_wrong"

    def _fail_health(self) -> str:
        self._condition.healthy = False
        return "health_failed"

    def _mend_health(self) -> str:
        self._condition.healthy = True
        return "health_good"
