"""The sounds of one syllable and what they are taken for."""

import unicodedata
from collections.abc import Sequence
from random import Random

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")  # none, huyền, sắc, ngã, hỏi, nặng
SHAPES = ("\u0302", "\u0306", "\u031b")  # â ă ơ
VOWELS = "aeiouy"
STARTS = (("s", "x"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("n", "l"))
ENDS = (("n", "ng"), ("t", "c"))


def without_accents(text: str) -> str:
    """The sentence as typed on a plain keyboard."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))


def other_vowel(word: str, rng: Random) -> str:
    """The word with one vowel heard as another."""
    places = [index for index, sign in enumerate(word) if sign.lower() in VOWELS]
    if not places:
        return word
    place = rng.choice(places)
    return (
        word[:place]
        + rng.choice([vowel for vowel in VOWELS if vowel != word[place].lower()])
        + word[place + 1 :]
    )


def other_tone(syllable: str, rng: Random) -> str:
    """The syllable in another of the six tones."""
    return with_tone(syllable, rng.choice([tone for tone in TONES if tone != tone_of(syllable)]))


def tone_of(syllable: str) -> str:
    """The combining mark of the syllable's tone, empty for the level one."""
    return next((sign for sign in unicodedata.normalize("NFD", syllable) if sign in TONES[1:]), "")


def with_tone(syllable: str, tone: str) -> str:
    """The syllable in that tone; without a vowel it stays as it is."""
    signs = [sign for sign in unicodedata.normalize("NFD", syllable) if sign not in TONES[1:]]
    place = _nucleus(signs)
    if place is None:
        return syllable
    while place + 1 < len(signs) and signs[place + 1] in SHAPES:
        place += 1
    return unicodedata.normalize("NFC", "".join([*signs[: place + 1], tone, *signs[place + 1 :]]))


def _nucleus(signs: Sequence[str]) -> int | None:
    """Where the tone is written: a shaped vowel, else the last of a closed syllable, else the one before."""
    shaped = [index - 1 for index, sign in enumerate(signs) if sign in SHAPES]
    if shaped:
        return shaped[-1]
    places = [index for index, sign in enumerate(signs) if sign.lower() in VOWELS]
    glide = "".join(signs[:2]).lower() in ("qu", "gi") and len(places) > 1
    places = places[1:] if glide else places
    if not places:
        return None
    closed = any(sign.isalpha() for sign in signs[places[-1] + 1 :])
    return places[-1] if closed or len(places) == 1 else places[-2]


def confused(syllable: str, rng: Random) -> str:
    """The syllable as a neighbouring sound, where it has one."""
    ways = [way for way in (_other_start, _other_end, _hook_or_tilde) if way(syllable, Random(0)) != syllable]
    return rng.choice(ways)(syllable, rng) if ways else syllable


def _other_start(syllable: str, rng: Random) -> str:
    plain = syllable.lower()
    changes = []
    for one, other in (*STARTS, *((other, one) for one, other in STARTS)):
        if plain.startswith(one) and plain[len(one) : len(one) + 1] not in ("", "h", "g", "r"):
            changes.append(other + syllable[len(one) :])
    return rng.choice(changes) if changes else syllable


def _other_end(syllable: str, rng: Random) -> str:
    for one, other in (*ENDS, *((other, one) for one, other in ENDS)):
        stem = syllable.removesuffix(one)
        if stem and stem != syllable and without_accents(stem[-1]).lower() in VOWELS:
            return stem + other
    return syllable


def _hook_or_tilde(syllable: str, rng: Random) -> str:
    other = {"\u0309": "\u0303", "\u0303": "\u0309"}.get(tone_of(syllable))
    return with_tone(syllable, other) if other else syllable
