"""The hall's hundred phrases, spoken in noise by voices the model has not met, through the real listener."""

import asyncio
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dialogs.interfaces import Heard
from dialogs.knowledge import Understands
from dialogs.listening.audio import BYTES_A_SECOND
from dialogs.listening.vocabulary import phrases_for
from kiosk.site.knowledge import load_knowledge
from tests.benchmarks.clients import percentile
from tests.benchmarks.measures import Figure
from tests.benchmarks.robot import ROOT, cpu_seconds, resident_mb
from tests.speech_model import corpus
from tests.support.listening import Ear, listening
from tests.support.speech_model import spoken, unpacked

SNR_DB = 15
VOICES_A_PHRASE = 2
QUIET_S = 0.7
PACED = 10  # utterances fed as a microphone does
PIECE_S = 0.05


@dataclass(frozen=True)
class Phrase:
    """A phrase and what it must be understood as."""

    text: str
    kind: str
    id: str
    slots: dict[str, str]

    def is_right(self, heard: Heard, understanding: Understands) -> bool:
        """Whether what was heard means what was said."""
        understood = understanding.understand(heard.text)
        meant = understood.kind, understood.id
        return meant == (self.kind, self.id) and self.slots.items() <= dict(understood.slots).items()


def phrases() -> list[Phrase]:
    """The hundred."""
    lines = (corpus.PHRASES / "hall_100.txt").read_text(encoding="utf8").splitlines()
    return [_phrase(line) for line in lines if line and not line.startswith("#")]


def _phrase(line: str) -> Phrase:
    text, _, meaning = line.partition("\t")
    meant, *slots = meaning.split(" ")
    kind, _, id = meant.partition(":")
    return Phrase(text, kind, id, dict(slot.split("=") for slot in slots))


def round_trip(folder: Path) -> Iterator[Figure]:
    """Speak → hear → understand, with the grammar of the dialogs and without."""
    knowledge = load_knowledge(ROOT / "config", ("vi",))
    grammar = phrases_for(knowledge.materials["vi"])
    return iter(asyncio.run(_measure(unpacked(folder), knowledge.understanding["vi"], grammar)))


async def _measure(model: Path, understanding: Understands, grammar: Sequence[str]) -> list[Figure]:
    figures = []
    async with listening(model) as ear:
        for name, limits in (("grammar", grammar), ("open", ())):
            share, rtf = await _share(ear, understanding, limits)
            figures.append(Figure(f"hall's phrases at {SNR_DB} dB understood, {name}", share, "%", "≥ 90"))
            figures.append(Figure(f"recognition, share of real time, {name}", rtf, "", "≤ 0.1"))
        delays = [await _delay_ms(ear, phrase.text) for phrase in phrases()[::10][:PACED]]
        figures.append(
            Figure("end of speech → text, without the pause, p50", percentile(delays, 0.5), "ms", "")
        )
        figures.append(
            Figure("end of speech → text, without the pause, p95", percentile(delays, 0.95), "ms", "")
        )
        figures.append(Figure("memory of the listening worker", resident_mb(ear.pid), "MB", ""))
    return figures


async def _share(ear: Ear, understanding: Understands, grammar: Sequence[str]) -> tuple[float, float]:
    """Percent right, and processor seconds a second of sound."""
    right, sound_bytes, before = [], 0, cpu_seconds(ear.pid)
    for number, phrase in enumerate(phrases()):
        for turn in range(VOICES_A_PHRASE):
            voice = corpus.TEST_VOICES[(VOICES_A_PHRASE * number + turn) % len(corpus.TEST_VOICES)]
            pcm = spoken(phrase.text, voice, snr_db=SNR_DB)
            heard = await ear.hear(pcm, QUIET_S, grammar)
            right.append(phrase.is_right(heard, understanding))
            sound_bytes += len(pcm)
            if not right[-1]:
                print(f"  said: {phrase.text!r}, heard: {heard.text!r} ({voice})", file=sys.stderr)
    return 100 * sum(right) / len(right), (cpu_seconds(ear.pid) - before) * BYTES_A_SECOND / sound_bytes


async def _delay_ms(ear: Ear, text: str) -> float:
    """From the last loud sample to the final text, less the pause that ends an utterance."""
    pcm = spoken(text, snr_db=30, tail_s=2)
    samples = np.abs(np.frombuffer(pcm, "<i2").astype(int))
    ends_s = np.nonzero(samples > 0.05 * samples.max())[0][-1] * 2 / BYTES_A_SECOND
    ear.listen(QUIET_S)
    began = time.perf_counter()
    feeding = asyncio.create_task(_feed(ear, pcm))
    await ear.last()
    took_s = time.perf_counter() - began
    feeding.cancel()
    await asyncio.wait([feeding])
    return 1000 * (took_s - ends_s - QUIET_S)


async def _feed(ear: Ear, pcm: bytes) -> None:
    """As a microphone does."""
    piece, began = int(PIECE_S * BYTES_A_SECOND), time.perf_counter()
    for number, start in enumerate(range(0, len(pcm), piece), 1):
        await asyncio.sleep(began + number * PIECE_S - time.perf_counter())
        ear.listener.feed(pcm[start : start + piece])
