"""Whether the machine's sound cards have changed, without asking PortAudio."""

from contextlib import suppress
from pathlib import Path

CARDS = Path("/proc/asound/cards")
DEVICES = Path("/dev/snd")


def cards_of(cards: Path = CARDS, devices: Path = DEVICES) -> str:
    """A text that differs when cards do; empty on a machine without ALSA."""
    found = ""
    with suppress(OSError):
        found += cards.read_text(encoding="utf-8", errors="replace")
    with suppress(OSError):
        found += "\n".join(sorted(entry.name for entry in devices.iterdir()))
    return found
