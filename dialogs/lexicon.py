"""What an office writes for its own short and foreign words (config/dialogs/<language>/reading.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Written words and what is said for them."""

    abbreviations: Mapping[str, str] = field(default_factory=dict)  # in exactly these letters: UBND
    words: Mapping[str, str] = field(default_factory=dict)  # in small or capital letters: wifi
