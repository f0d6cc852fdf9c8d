"""Which voice of espeak-ng speaks a language and dialect."""

from collections.abc import Sequence

from dialogs.interfaces import SpeechFailed, Voice

RATES = (80, 300)  # words a minute

NAMES = {  # the last part of an id such as aav/vi-vn-x-south; the first that is installed
    ("vi", "north"): ("vi",),
    ("vi", "central"): ("vi-vn-x-central", "vi"),
    ("vi", "south"): ("vi-vn-x-south", "vi"),
    ("vi", ""): ("vi",),
    ("en", ""): ("en", "en-us", "en-029"),
}


def voice_id(voice: Voice, installed: Sequence[str]) -> str:
    """The id of the voice. Raises `SpeechFailed` when the language has none."""
    by_name = {one.rpartition("/")[2]: one for one in installed}
    names = NAMES.get((voice.language, voice.dialect)) or NAMES.get((voice.language, "")) or ()
    for name in names:
        if name in by_name:
            return by_name[name]
    raise SpeechFailed(f"espeak-ng has no voice for {voice.language!r} here; is its data complete?")


def rate_of(voice: Voice) -> int:
    """Words a minute within what can be understood."""
    return min(max(voice.rate, RATES[0]), RATES[1])
