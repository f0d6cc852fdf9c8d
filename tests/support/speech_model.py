"""The speech model for tests, unpacked once a session, and people who speak for it."""

import hashlib
import tarfile
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from tests.speech_model import corpus, features

NAME = "hall-vi-espeak"
PACKED = corpus.HERE / f"{NAME}.tar.gz"
VOICE = corpus.TEST_VOICES[0]
RATE_HZ = features.RATE_HZ


@pytest.fixture(scope="session")
def speech_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the Vietnamese model; not to be changed."""
    return unpacked(tmp_path_factory.mktemp("speech"))


def unpacked(into: Path, packed: Path = PACKED) -> Path:
    """The model's folder in `into`."""
    with tarfile.open(packed) as archive:
        archive.extractall(into, filter="data")
    return into / packed.name.removesuffix(".tar.gz")


def spoken(
    text: str,
    voice: str = VOICE,
    *,
    snr_db: float | None = None,
    lead_s: float = 0.3,
    tail_s: float = 1.0,
    words_per_minute: int = 150,
) -> bytes:
    """Somebody says `text`: mono 16 kHz S16LE, with silence before and after; the same bytes every time."""
    seed = int.from_bytes(hashlib.sha256(f"{text}|{voice}|{snr_db}".encode()).digest()[:4])
    lead, tail = int(lead_s * RATE_HZ), int(tail_s * RATE_HZ)
    rng = np.random.default_rng(seed)
    return as_pcm(features.with_noise(_speech(text, voice, words_per_minute), rng, snr_db, lead, tail))


def as_pcm(samples: np.ndarray) -> bytes:
    """Samples in the int16 range as S16LE."""
    return np.clip(np.round(samples), -32768, 32767).astype("<i2").tobytes()


def silence(duration_s: float) -> bytes:
    """Digital silence."""
    return bytes(2 * int(duration_s * RATE_HZ))


def pink_noise(duration_s: float, seed: int = 1, peak: float = 20000) -> bytes:
    """Loud pink noise, as of a crowd and a fan."""
    count = int(duration_s * RATE_HZ)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    samples = np.fft.irfft(spectrum / np.sqrt(np.maximum(1, np.arange(len(spectrum)))), count)
    return as_pcm(samples / np.abs(samples).max() * peak)


def white_noise(duration_s: float, seed: int = 1, level: float = 6000) -> bytes:
    """Loud white noise, as of water."""
    return as_pcm(np.random.default_rng(seed).standard_normal(int(duration_s * RATE_HZ)) * level)


def hum(duration_s: float) -> bytes:
    """50 Hz and its third harmonic, loud."""
    t = np.arange(int(duration_s * RATE_HZ)) / RATE_HZ
    return as_pcm(8000 * np.sin(2 * np.pi * 50 * t) + 3000 * np.sin(2 * np.pi * 150 * t))


def music(duration_s: float, seed: int = 1, peak: float = 15000) -> bytes:
    """A tune of plucked notes with harmonics over a chord and a drum."""
    rng, note = np.random.default_rng(seed), RATE_HZ // 4
    count = int(duration_s * RATE_HZ)
    t, whole = np.arange(note) / RATE_HZ, np.arange(count) / RATE_HZ
    samples = sum(0.3 * np.sin(2 * np.pi * hz * whole) for hz in (220, 277, 330))
    for start in range(0, count - note, note):
        hz = rng.choice([262, 294, 330, 349, 392, 440, 494, 523])
        tone = sum(np.sin(2 * np.pi * hz * harmonic * t) / harmonic for harmonic in range(1, 6))
        samples[start : start + note] += tone * np.exp(-4 * t)
        samples[start : start + 1500] += rng.standard_normal(1500) * np.exp(-np.arange(1500) / 300)
    return as_pcm(samples / np.abs(samples).max() * peak)


@lru_cache(maxsize=256)
def _speech(text: str, voice: str, words_per_minute: int) -> np.ndarray:
    """Without espeak's own silence before and after."""
    samples = corpus.speech_of(text, voice, words_per_minute)
    loud = np.nonzero(np.abs(samples) > 0.01 * np.abs(samples).max())[0]
    return samples[loud[0] : loud[-1] + 1]
