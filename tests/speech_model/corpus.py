"""Phrase files, voices, and phone labels taken from espeak-ng's own timing."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from tests.speech_model import espeak_voice, features

HERE = Path(__file__).resolve().parent
PHRASES = HERE / "phrases"
DIALECTS = ("vi", "vi-vn-x-central", "vi-vn-x-south")
TRAIN_VARIANTS = ("", "+m1", "+m3", "+m4", "+m5", "+m6", "+m7", "+m8", "+f1", "+f2", "+f4", "+f5")
TEST_VARIANTS = ("+m2", "+f3")
TRAIN_VOICES = [dialect + variant for dialect in DIALECTS for variant in TRAIN_VARIANTS]
TEST_VOICES = [dialect + variant for dialect in DIALECTS for variant in TEST_VARIANTS]
SILENCE = "SIL"
_TONES = {"\u0300": "2", "\u0301": "3", "\u0309": "4", "\u0303": "5", "\u0323": "6"}
_VOWEL_SIGNS = set("aeiouyAEIOUY@")


def normalise(line: str) -> str:
    """Small letters, NFC, words alone."""
    line = unicodedata.normalize("NFC", line).lower()
    return " ".join(re.sub(r"[^\w\s]", " ", line).split())


def read_phrases(*paths: Path) -> list[str]:
    """The phrases of files: one a line, `#` begins a comment, what stands behind a tab is not spoken."""
    lines = [line for path in paths for line in path.read_text(encoding="utf8").splitlines()]
    phrases = (normalise(line.split("#")[0].split("\t")[0]) for line in lines)
    return list(dict.fromkeys(filter(None, phrases)))


def tone_of(word: str) -> str:
    """1 to 6; 1 has no sign."""
    return next((_TONES[char] for char in unicodedata.normalize("NFD", word) if char in _TONES), "1")


def speech_of(phrase: str, voice: str, words_per_minute: int = 150, pitch: int = 50) -> np.ndarray:
    """Samples at 16 kHz."""
    return features.to_16k(espeak_voice.speak(phrase, voice, words_per_minute, pitch)[0])


def speak_labelled(
    phrase: str, voice: str, words_per_minute: int, pitch: int
) -> tuple[np.ndarray, list[tuple[int, str, int]]]:
    """Samples at 16 kHz, and (start sample, phone, word index) in time order.

    Vowel phones carry the tone of the written word, so that words differing in tone alone differ in phones.
    """
    samples, events = espeak_voice.speak(phrase, voice, words_per_minute, pitch)
    words = phrase.split()
    index_at = _word_positions(words)
    labels: list[tuple[int, str, int]] = []
    current = -1
    boundary: int | None = 0
    for kind, sample, value in events:
        if kind == "word":
            current = index_at.get(value, current)
        elif value == "_|":  # zero-length mark between words: what follows up to the first
            boundary = sample  # phoneme (a stop's closure) belongs to that phoneme
        else:
            start = sample if boundary is None else min(boundary, sample)
            boundary = None
            labels.append((start * features.UP // features.DOWN, _phone(str(value), words, current), current))
    return features.to_16k(samples), labels


def _word_positions(words: Iterable[str]) -> dict[object, int]:
    """Character position (from 1) → index of the word."""
    positions: dict[object, int] = {}
    position = 1
    for index, word in enumerate(words):
        positions[position] = index
        position += len(word) + 1
    return positions


def _phone(name: str, words: list[str], current: int) -> str:
    if name.startswith("_"):
        return SILENCE
    return name + tone_of(words[current]) if _VOWEL_SIGNS.intersection(name) else name
