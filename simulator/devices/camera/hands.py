"""What a person can do to the camera, and hold before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from simulator.card_holders import CITIZEN, GENERATION
from simulator.card_pictures.held import Held
from simulator.card_pictures.view import View
from simulator.devices.interfaces import Act, ActRefused, Parameter
from simulator.foreign_codes import LONG, link_text, long_text

LIMITS = {
    "distance_mm": (60, 1000, "mm"),
    "x_mm": (-300, 300, "mm"),
    "y_mm": (-300, 300, "mm"),
    "tilt_deg": (-70, 70, "°"),
    "turn_deg": (-70, 70, "°"),
    "rotation_deg": (-180, 180, "°"),
    "blur_px": (0, 20, "px"),
    "glare": (0, 1, ""),
    "light": (0.02, 1.5, ""),
    "contrast": (0.05, 1, ""),
    "noise": (0, 25, ""),
    "quality": (10, 95, ""),
}
USUAL = View()
VIEW = tuple(Parameter(name, getattr(USUAL, name), *limits) for name, limits in LIMITS.items())
SECONDS = Parameter("seconds", 0, 0, 3600, "s")
THERE = Parameter("there", 0.5, 0, 1, "")
HOLDER = (CITIZEN, GENERATION)


def _act(name: str, part: str, vi: str, en: str, *parameters: Parameter, key: str = "") -> Act:
    return Act(name, part, {"vi": vi, "en": en}, parameters, key)


ACTS = (
    _act("hold_card", "card", "Đưa thẻ vào", "Hold a card", *HOLDER, *VIEW, key="m"),
    _act("hold_wrong_side", "card", "Đưa sai mặt", "Wrong side", *HOLDER, *VIEW, key="d"),
    _act("hold_torn", "card", "Mã rách", "Torn code", *HOLDER, THERE, *VIEW),
    _act("hold_link", "code", "Mã liên kết", "A link", *VIEW),
    _act("hold_long", "code", "Mã rất dài", "A long text", LONG, *VIEW),
    _act("take_away", "code", "Lấy ra", "Take away", key="y"),
    _act("set_light", "light", "Độ sáng", "Light", Parameter("light", 1, 0.02, 1.5, "")),
    _act("cover_lens", "lens", "Che ống kính", "Cover lens", key="e"),
    _act("uncover_lens", "lens", "Bỏ che", "Uncover"),
    _act("freeze", "picture", "Đứng hình", "Freeze", SECONDS, key="z"),
    _act("black", "picture", "Hình đen", "Black", SECONDS, key="k"),
    _act("stall", "picture", "Ngừng gửi", "Stall", SECONDS, key="s"),
    _act("run_on", "picture", "Chạy lại", "Run on", key="v"),
    _act("cut_connection", "picture", "Cắt kết nối", "Cut connection", key="x"),
)
TROUBLES = {"freeze": "frozen", "black": "black", "stall": "stalled"}


@dataclass(slots=True)
class Body:
    """The camera as hands have left it; `troubles`: what ails its picture, and until when (inf: for good)."""

    held: Held | None = None
    view: View = USUAL
    covered: bool = False
    troubles: dict[str, float] = field(default_factory=dict)
    cuts: int = 0  # how often its connections were cut


class Hands:
    """Does the acts; each tells what happened in one word."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> str:
        """Do one act of `ACTS`; `parameters` are within their bounds."""
        act = next((act for act in ACTS if act.name == name), None)
        if act is None:
            raise ActRefused(f"no act {name!r}")
        given = {p.name: parameters.get(p.name, p.default) for p in act.parameters}
        if name in TROUBLES:
            self._body.troubles[TROUBLES[name]] = now + given["seconds"] if given["seconds"] else float("inf")
            return TROUBLES[name]
        if name.startswith("hold_"):
            return self.hold(_held(name, given), given)
        told: str = getattr(self, f"_{name}")(**given)
        return told

    def hold(self, held: Held, view: Mapping[str, float]) -> str:
        """Hold this before it; what `view` does not say is as usual."""
        self._body.held = held
        known = {each.name for each in fields(View)}
        self._body.view = View(**{name: value for name, value in view.items() if name in known})
        return "code_held" if held.text else "card_held"

    def _take_away(self) -> str:
        self._body.held = None
        return "taken_away"

    def _set_light(self, light: float) -> str:
        kept = {each.name: getattr(self._body.view, each.name) for each in fields(View)}
        self._body.view = View(**{**kept, "light": light})
        return "light_set"

    def _cover_lens(self) -> str:
        self._body.covered = True
        return "covered"

    def _uncover_lens(self) -> str:
        self._body.covered = False
        return "uncovered"

    def _run_on(self) -> str:
        self._body.troubles.clear()
        return "runs_on"

    def _cut_connection(self) -> str:
        self._body.cuts += 1
        return "connection_cut"


def _held(name: str, given: Mapping[str, float]) -> Held:
    if name == "hold_link":
        return Held(text=link_text())
    if name == "hold_long":
        return Held(text=long_text(round(given["characters"])))
    right = name != "hold_wrong_side"
    return Held(given["citizen"], given["generation"], right, given.get("there", 1.0))
