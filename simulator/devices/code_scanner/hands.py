"""What a person can do to the scanner: hold codes to it, good ones and others, and set it."""

from collections.abc import Callable, Mapping

from simulator.card_holders import CITIZEN, GENERATION, holder
from simulator.devices.code_scanner.setup import Setup
from simulator.devices.code_scanner.window import Window
from simulator.devices.interfaces import Act, ActRefused, Parameter
from simulator.foreign_codes import LONG, control_text, link_text, long_text, mojibake_text, torn_text

SECONDS = Parameter("seconds", 1.5, 0, 3600, "s")
KEEPS = Parameter("keeps", 0.5, 0, 1, "")
HOLDER = (CITIZEN, GENERATION)


def _act(name: str, part: str, vi: str, en: str, *parameters: Parameter, key: str = "") -> Act:
    return Act(name, part, {"vi": vi, "en": en}, parameters, key)


ACTS = (
    _act("hold_card", "card", "Đưa thẻ vào", "Hold a card", *HOLDER, SECONDS, key="h"),
    _act("hold_twice", "card", "Đưa hai lần", "Hold twice", *HOLDER, key="w"),
    _act("hold_torn", "card", "Mã rách", "Torn code", *HOLDER, KEEPS, SECONDS, key="r"),
    _act("hold_mojibake", "card", "Mã sai chữ", "Garbled text", *HOLDER, SECONDS, key="j"),
    _act("hold_control", "card", "Ký tự điều khiển", "Control signs", *HOLDER, SECONDS, key="c"),
    _act("hold_link", "code", "Mã liên kết", "A link", SECONDS, key="l"),
    _act("hold_long", "code", "Mã rất dài", "A long text", LONG, SECONDS, key="b"),
    _act("take_away", "code", "Lấy ra", "Take away", key="t"),
    _act("continuous", "trigger", "Tự quét", "Looks always", key="a"),
    _act("on_command", "trigger", "Quét theo lệnh", "On command", key="o"),
    _act("ending_cr", "ending", "CR", "CR"),
    _act("ending_lf", "ending", "LF", "LF"),
    _act("ending_crlf", "ending", "CR LF", "CR LF"),
    _act("ending_none", "ending", "Không có", "None"),
    _act("charset_utf8", "charset", "UTF-8", "UTF-8"),
    _act("charset_1258", "charset", "Windows-1258", "Windows-1258"),
    _act("charset_ascii", "charset", "Mất dấu (?)", "Marks lost (?)"),
    _act("charset_twice", "charset", "UTF-8 hai lần", "UTF-8 twice"),
)


class Hands:
    """Does the acts; each tells what happened in one word."""

    def __init__(self, window: Window, setup: Setup) -> None:
        self._window = window
        self._setup = setup

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> str:
        """Do one act of `ACTS`; `parameters` are within their bounds."""
        act = next((act for act in ACTS if act.name == name), None)
        if act is None:
            raise ActRefused(f"no act {name!r}")
        given = {p.name: parameters.get(p.name, p.default) for p in act.parameters}
        for setting in ("ending", "charset"):
            if name.startswith(f"{setting}_"):
                setattr(self._setup, setting, name.removeprefix(f"{setting}_"))
                return f"{setting}_set"
        told: str = getattr(self, f"_{name}")(now, **given)
        return told

    def _hold_card(self, now: float, citizen: float, generation: float, seconds: float) -> str:
        held = holder(citizen, generation)
        self._window.hold(held.qr, held.what, now, seconds)
        return "card_held"

    def _hold_twice(self, now: float, citizen: float, generation: float) -> str:
        held = holder(citizen, generation)
        self._window.hold_twice(held.qr, held.what, now)
        return "card_held"

    def _hold_torn(self, now: float, citizen: float, generation: float, keeps: float, seconds: float) -> str:
        return self._changed(lambda text: torn_text(text, keeps), citizen, generation, now, seconds)

    def _hold_mojibake(self, now: float, citizen: float, generation: float, seconds: float) -> str:
        return self._changed(mojibake_text, citizen, generation, now, seconds)

    def _hold_control(self, now: float, citizen: float, generation: float, seconds: float) -> str:
        return self._changed(control_text, citizen, generation, now, seconds)

    def _changed(
        self, change: Callable[[str], str], citizen: float, generation: float, now: float, seconds: float
    ) -> str:
        held = holder(citizen, generation)
        self._window.hold(change(held.qr), f"{held.what}, changed", now, seconds)
        return "code_held"

    def _hold_link(self, now: float, seconds: float) -> str:
        self._window.hold(link_text(), "a link", now, seconds)
        return "code_held"

    def _hold_long(self, now: float, characters: float, seconds: float) -> str:
        self._window.hold(long_text(round(characters)), "a long text", now, seconds)
        return "code_held"

    def _take_away(self, now: float) -> str:
        self._window.clear()
        return "taken_away"

    def _continuous(self, now: float) -> str:
        self._setup.mode = "continuous"
        return "mode_set"

    def _on_command(self, now: float) -> str:
        self._setup.mode = "command"
        return "mode_set"
