"""Noises of a hall, each a loop made once from a seed, at 0 dBFS (RMS) before it is turned down."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from simulator.sound.samples import Samples, gain_of, level_db

RATE_HZ = 16_000
LOOP = 131_072  # samples before it begins again: 8.2 s
HUM_HZ = 100.0  # a lamp on 50 Hz mains
CHORDS = ((220.0, 277.2, 329.6), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7), (146.8, 185.0, 220.0))
NOTES_A_CHORD = 8


def stretch(kind: str, seed: int, start: int, count: int) -> Samples:
    """`count` samples of a noise from sample number `start` on; raises KeyError for an unknown kind."""
    begin, loop = start % LOOP, _loop(kind, seed)
    if begin + count <= LOOP:
        return loop[begin : begin + count]
    return np.take(loop, np.arange(begin, begin + count), mode="wrap")


@lru_cache(maxsize=16)
def _loop(kind: str, seed: int) -> Samples:
    made = KINDS[kind](np.random.default_rng(seed))
    loud: Samples = (made * gain_of(-level_db(made))).astype(np.float32)
    loud.flags.writeable = False  # handed out in parts
    return loud


def _white(rng: np.random.Generator) -> Samples:
    return rng.standard_normal(LOOP, np.float32)


def _pink(rng: np.random.Generator) -> Samples:
    """Equal power in every octave from 20 Hz up."""
    spectrum = np.fft.rfft(rng.standard_normal(LOOP))
    hz = np.fft.rfftfreq(LOOP, 1 / RATE_HZ)
    shaped: Samples = np.fft.irfft(spectrum / np.sqrt(np.maximum(hz, 20.0)), LOOP).astype(np.float32)
    return shaped


def _hum(rng: np.random.Generator) -> Samples:
    """Mains hum and its overtones."""
    made = sum((_tone(n * HUM_HZ, LOOP, rng.uniform(0, 2 * np.pi)) / n for n in range(1, 8)), np.zeros(LOOP))
    return made.astype(np.float32)


def _music(rng: np.random.Generator) -> Samples:
    """Plucked notes over four chords."""
    length = LOOP // (len(CHORDS) * NOTES_A_CHORD)
    fades = np.exp(-np.arange(length) / (0.25 * RATE_HZ))
    notes = [_note(hz, length) * fades for chord in CHORDS for hz in rng.choice(chord, NOTES_A_CHORD)]
    made = np.zeros(LOOP, np.float32)
    played = np.concatenate(notes)
    made[: played.size] = played
    return made


def _note(hz: float, length: int) -> Samples:
    made = sum((_tone(hz * n, length, 0.0) / n**1.5 for n in range(1, 7)), np.zeros(length))
    return made.astype(np.float32)


def _tone(hz: float, length: int, phase: float) -> Samples:
    made: Samples = np.sin(2 * np.pi * hz / RATE_HZ * np.arange(length) + phase).astype(np.float32)
    return made


KINDS: dict[str, Callable[[np.random.Generator], Samples]] = {
    "white": _white,
    "pink": _pink,
    "hum": _hum,
    "music": _music,
}
