"""Addresses of pages and mail: nobody can write them down by ear, so the screen is named instead."""

import re
from collections.abc import Mapping
from functools import partial

from dialogs.lexicon import Lexicon
from dialogs.reading.rule import Rule, before, without_repeat
from dialogs.reading.tongue import Tongue

_ENDINGS = r"vn|com|net|org|gov|edu|info|io|asia|example|test"
_PAGE = r"(?:https?://|www\.)[^\s<>()]{1,400}"
_MAIL = r"(?<![\w.@+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
_PATH = r"(?:[/?#:][^\s<>()]{0,300})?"
_NAME = rf"(?<![\w.@-])[A-Za-z\d][A-Za-z\d-]{{0,62}}(?:\.[A-Za-z\d-]{{1,63}}){{0,6}}\.(?:{_ENDINGS})\b{_PATH}"
_ADDRESS = re.compile(f"(?:{_PAGE}|{_MAIL}|{_NAME})")

_STOPS = ".,;:!?"


def rules(tongue: Tongue, lexicon: Lexicon) -> tuple[Rule, ...]:
    """One phrase for every address that is no word of the lexicon."""
    return (Rule(_ADDRESS, partial(_shown, phrase=tongue.phrases.address, words=lexicon.words)),)


def _shown(match: re.Match[str], phrase: str, words: Mapping[str, str]) -> str:
    address = match[0].rstrip(_STOPS)
    site = re.sub(r"^https?://", "", address).rstrip("/").lower()
    return without_repeat(before(match), words.get(site, phrase)) + match[0][len(address) :]
