"""What a person can do to the microphone, and to the room around it."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.devices.interfaces import Act, ActRefused, Parameter
from simulator.devices.microphone.room import NOISES, Noise, Room
from simulator.sound.noises import RATE_HZ

SECONDS = Parameter("seconds", 0, 0, 86_400, "s")
RATE = Parameter("hz", 48_000, 4_000, 96_000, "Hz")
USUAL_ECHO_DB, USUAL_DELAY_MS = -40.0, 30.0
ECHO = (
    Parameter("echo_db", USUAL_ECHO_DB, -90, 0, "dB"),
    Parameter("delay_ms", USUAL_DELAY_MS, 30, 1000, "ms"),
)


def _act(name: str, part: str, vi: str, en: str, *parameters: Parameter, key: str = "") -> Act:
    return Act(name, part, {"vi": vi, "en": en}, parameters, key)


def _level(default: float) -> Parameter:
    return Parameter("level_db", default, -90, 0, "dB")


ACTS = (
    _act("hush", "citizens", "Im lặng", "Stop talking", key="x"),
    _act("loud_noise", "room", "Ồn lớn", "Loud noise", _level(-20), SECONDS, key="l"),
    _act("hum", "room", "Tiếng ù", "Hum", _level(-35), SECONDS, key="h"),
    _act("music", "room", "Nhạc", "Music", _level(-25), SECONDS, key="c"),
    _act("quiet_room", "room", "Phòng yên", "Quiet room", key="q"),
    _act("echo", "echo", "Vọng loa", "Echo", *ECHO, key="e"),
    _act("no_echo", "echo", "Không vọng", "No echo", key="f"),
    _act("mute", "switch", "Tắt tiếng", "Mute", key="m"),
    _act("unmute", "switch", "Bật tiếng", "Unmute", key="n"),
    _act("break_capsule", "capsule", "Hỏng", "Break", key="b"),
    _act("mend_capsule", "capsule", "Thay mới", "Mend", key="k"),
    _act("wrong_rate", "rate", "Sai tần số", "Wrong rate", RATE, key="w"),
    _act("right_rate", "rate", "Đúng tần số", "Right rate", key="r"),
)


@dataclass(slots=True)
class Capsule:
    """The microphone as hands have left it. `echo_db` None = it does not hear the loudspeaker."""

    rate_hz: int
    muted: bool = False
    broken: bool = False
    echo_db: float | None = USUAL_ECHO_DB
    echo_delay_ms: float = USUAL_DELAY_MS

    @property
    def still(self) -> bool:
        """It gives nothing but zeros."""
        return self.muted or self.broken


class Hands:
    """Does the acts; each tells what happened in one word."""

    def __init__(self, capsule: Capsule, room: Room) -> None:
        self._capsule = capsule
        self._room = room
        self._right_rate_hz = capsule.rate_hz

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> str:
        """Do one act of `ACTS`; `parameters` are complete and within their bounds."""
        act = next((act for act in ACTS if act.name == name), None)
        if act is None:
            raise ActRefused(f"no act {name!r}")
        given = {p.name: parameters.get(p.name, p.default) for p in act.parameters}
        if name in NOISES:
            return self._noise(name, now, **given)
        told: str = getattr(self, f"_{name}")(**given)
        return told

    def _noise(self, name: str, now: float, level_db: float, seconds: float) -> str:
        until = round((now + seconds) * RATE_HZ) if seconds else None
        self._room.noises[name] = Noise(level_db, until)
        return f"{name}_began"

    def _quiet_room(self) -> str:
        self._room.noises.clear()
        return "room_quiet"

    def _hush(self) -> str:
        self._room.hush()
        return "hushed"

    def _echo(self, echo_db: float, delay_ms: float) -> str:
        self._capsule.echo_db, self._capsule.echo_delay_ms = echo_db, delay_ms
        return "echo_on"

    def _no_echo(self) -> str:
        self._capsule.echo_db = None
        return "echo_off"

    def _mute(self) -> str:
        self._capsule.muted = True
        return "muted"

    def _unmute(self) -> str:
        self._capsule.muted = False
        return "unmuted"

    def _break_capsule(self) -> str:
        self._capsule.broken = True
        return "capsule_broken"

    def _mend_capsule(self) -> str:
        self._capsule.broken = False
        return "capsule_mended"

    def _wrong_rate(self, hz: float) -> str:
        self._capsule.rate_hz = round(hz)
        return "rate_changed"

    def _right_rate(self) -> str:
        self._capsule.rate_hz = self._right_rate_hz
        return "rate_changed"
