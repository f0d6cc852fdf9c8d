"""What happens to a sentence on its way to the robot: by the ear, by the fingers, by good manners.

Every function takes its randomness from outside, so that the same seed gives the same sentence.
"""

from collections.abc import Sequence
from random import Random

from tests.understanding.syllables import (
    confused,
    other_tone,
    other_vowel,
    tone_of,
    with_tone,
    without_accents,
)

__all__ = ["polite", "recogniser_noise", "typing_errors", "without_accents"]

TELEX = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {
    sign: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in ROWS for at, sign in enumerate(row)
}
OPENINGS = {
    "vi": (
        "dạ cho em hỏi",
        "cho tôi hỏi chút",
        "anh chị ơi",
        "dạ thưa",
        "em ơi cho bác hỏi tí",
        "con chào cô chú, cho con hỏi",
        "làm ơn cho hỏi",
        "dạ em chào anh chị, em muốn hỏi là",
        "này cháu ơi",
        "xin lỗi cho mình hỏi",
    ),
    "en": (
        "excuse me",
        "hello, could you help me please",
        "sorry to bother you",
        "good morning",
        "hi there, quick question",
        "would you be so kind",
        "pardon me",
    ),
}
CLOSINGS = {
    "vi": ("ạ", "với ạ", "nhé", "dạ em cảm ơn", "giúp em với", "vậy ạ", "nha", "hả cháu", "cảm ơn nhiều ạ"),
    "en": ("please", "thank you", "if that's all right", "thanks very much", "would you mind"),
}


def recogniser_noise(
    text: str,
    rate: float,
    rng: Random,
    vocabulary: Sequence[str] = (),
    confusions: float = 0.25,
    language: str = "vi",
) -> str:
    """A share `rate` of the syllables is misheard: half in another tone, a quarter lost, a quarter another.

    Of the others a share `rate * confusions` is taken for a neighbouring sound (s/x, ch/tr, n/l, hỏi/ngã …).
    """
    heard: list[str] = []
    for syllable in text.split():
        if rng.random() < rate:
            heard += _misheard(syllable, rng, vocabulary, language)
        elif rng.random() < rate * confusions:
            heard.append(confused(syllable, rng))
        else:
            heard.append(syllable)
    return " ".join(heard) or text


def _misheard(syllable: str, rng: Random, vocabulary: Sequence[str], language: str) -> list[str]:
    way = rng.random()
    if way < 0.5:
        return [other_tone(syllable, rng) if language == "vi" else other_vowel(syllable, rng)]
    if way < 0.75 or not vocabulary:
        return []
    return [rng.choice(vocabulary)]


def typing_errors(text: str, rate: float, rng: Random) -> str:
    """A share `rate` of the words is mistyped: swapped, lost, doubled, the key beside, a tone key left."""
    return " ".join(_mistyped(word, rng) if rng.random() < rate else word for word in text.split())


def _mistyped(word: str, rng: Random) -> str:
    if len(word) < 2:
        return word
    place = rng.randrange(len(word) - 1)
    sign, after = word[place], word[place + 1]
    ways = [
        word[:place] + after + sign + word[place + 2 :],
        word[:place] + word[place + 1 :],
        word[:place] + sign + word[place:],
    ]
    if sign.lower() in BESIDE:
        ways.append(word[:place] + rng.choice(BESIDE[sign.lower()]) + word[place + 1 :])
    if tone_of(word):
        ways.append(with_tone(word, "") + TELEX[tone_of(word)])
    return rng.choice(ways)


def polite(text: str, rng: Random, language: str = "vi") -> str:
    """The sentence with a courtesy before it, and mostly one after it."""
    closing = rng.choice((*CLOSINGS[language], ""))
    return f"{rng.choice(OPENINGS[language])} {text} {closing}".strip()
