"""What one citizen says, in which voice and in what noise. Plain values, checked in one place."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_CHARACTERS = 500
VOICES = {
    "vi": "vi",
    "vi-north": "vi",
    "vi-central": "vi-vn-x-central",
    "vi-south": "vi-vn-x-south",
    "en": "en",
    "en-us": "en-us",
}
VARIANT = re.compile(r"m[1-8]|f[1-5]")  # espeak-ng's speakers; none = the voice as it is
NOISES = ("white", "pink", "babble", "music", "hum")
QUIET_S = 2.0  # what `wait_for_quiet: true` waits for
LIMITS: Mapping[str, tuple[float, float]] = {
    "speed": (80, 400),
    "pitch": (0, 99),
    "level_db": (-70, 0),
    "snr_db": (-20, 60),
    "seed": (0, 2**31 - 1),
    "wait_for_quiet": (0, 60),
}
WHOLE = ("speed", "pitch", "seed")
KEYS = ("text", "voice", "noise", "meanwhile", *LIMITS)
YES_OR_NO: Mapping[object, bool] = {"true": True, "yes": True, "false": False, "no": False}


class BadSaying(ValueError):
    """It cannot be said like this; `key` is what is wrong, the message says what would be right."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(problem)
        self.key = key


@dataclass(frozen=True, slots=True)
class Saying:
    """`speed` in words a minute; `level_db` of the speech in dBFS; `snr_db` None = no noise but the room's.

    `wait_for_quiet`: seconds for which robot and citizens have been quiet before it is said.
    `meanwhile`: the next step of a scenario does not wait for the end of it.
    """

    text: str
    voice: str = "vi"
    speed: int = 150
    pitch: int = 50
    level_db: float = -26.0
    snr_db: float | None = None
    noise: str = "white"
    seed: int = 1
    wait_for_quiet: float = 0.0
    meanwhile: bool = False


def saying_of(fields: Mapping[str, object]) -> Saying:
    """A saying from what was written or posted; numbers may be written as text. Raises `BadSaying`."""
    given: dict[str, object] = {}
    for key, value in fields.items():
        if key not in KEYS:
            raise BadSaying(key, f"there is no {key!r} in what is said; there are: {', '.join(KEYS)}")
        if value is not None:
            given[key] = _READ.get(key, _number)(key, value)
    if "text" not in given:
        raise BadSaying("text", "text is missing: what is said?")
    return Saying(**given)  # type: ignore[arg-type]  # each field was read by the table below


def espeak_voice(voice: str) -> str:
    """The name espeak-ng knows `voice` by."""
    base, plus, variant = voice.partition("+")
    return VOICES[base] + plus + variant


def _text(key: str, value: object) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text or len(text) > MOST_CHARACTERS:
        raise BadSaying(key, f"text must have 1 to {MOST_CHARACTERS} characters")
    return text


def _voice(key: str, value: object) -> str:
    base, plus, variant = str(value).partition("+")
    if base not in VOICES or (plus and not VARIANT.fullmatch(variant)):
        known = ", ".join(VOICES)
        raise BadSaying(
            key, f"there is no voice {str(value)[:40]!r}; {known}, each with +m1 to +m8 or +f1 to +f5"
        )
    return str(value)


def _noise(key: str, value: object) -> str:
    if value not in NOISES:
        raise BadSaying(key, f"there is no noise {str(value)[:40]!r}; there are: {', '.join(NOISES)}")
    return str(value)


def _yes_or_no(key: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in YES_OR_NO:
        raise BadSaying(key, f"{key} is yes or no, not {str(value)[:40]!r}")
    return YES_OR_NO[value]


def _quiet(key: str, value: object) -> float:
    if isinstance(value, bool) or value in YES_OR_NO:
        return QUIET_S if _yes_or_no(key, value) else 0.0
    return _number(key, value)


def _number(key: str, value: object) -> float:
    low, high = LIMITS[key]
    try:
        number = math.nan if isinstance(value, bool) else float(str(value))
    except ValueError:
        number = math.nan
    if not low <= number <= high:
        raise BadSaying(
            key, f"{key} is {str(value)[:40]}, it must be a number from {low:.10g} to {high:.10g}"
        )
    return round(number) if key in WHOLE else number


_READ = {
    "text": _text,
    "voice": _voice,
    "noise": _noise,
    "meanwhile": _yes_or_no,
    "wait_for_quiet": _quiet,
}
