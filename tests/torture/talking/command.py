"""A day of talking: the robot says something, a citizen answers, both in their real children.

Every turn is fed as fast as it is taken. Judged at the end: no child was lost, every sentence was told once,
and neither the children nor this process have grown once their caches were full.
"""

import argparse
import asyncio
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from dialogs.interfaces import Voice
from dialogs.listening.vocabulary import phrases_for
from dialogs.speaking.speaker import Speaker
from kiosk.site.knowledge import load_knowledge
from tests.benchmarks.hearing import phrases
from tests.benchmarks.robot import ROOT, resident_mb
from tests.speech_model import corpus
from tests.support.listening import Ear, listening
from tests.support.speech_model import spoken, unpacked

TURN_S = 15.0  # of a day in the hall
HOURS = 24.0
LOOKS = 24
FILLING = 5  # looks: until then caches fill
GROWTH_MB = 8.0


@dataclass
class Day:
    """What happened."""

    turns: int = 0
    heard: int = 0
    told_twice: int = 0
    unspoken: int = 0
    lost: int = 0
    sizes: list[tuple[float, ...]] = field(default_factory=list)  # megabytes: this, speaking, listening

    @property
    def growth_mb(self) -> tuple[float, ...]:
        """Of each process, from full caches to the end."""
        return tuple(last - first for first, last in zip(self.sizes[FILLING], self.sizes[-1], strict=True))

    @property
    def is_well(self) -> bool:
        """Nothing lost, nothing twice, nothing grown."""
        return not (self.told_twice or self.unspoken or self.lost) and max(self.growth_mb) < GROWTH_MB


def main(arguments: Sequence[str]) -> int:
    """Talk, and say how it went; 1 if it did not go well."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture talking", description=__doc__)
    parser.add_argument("--hours", type=float, default=HOURS, help="in the hall (default: %(default)s)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kiosk-talking-") as folder:
        day = asyncio.run(_talk(round(options.hours * 3600 / TURN_S), Path(folder)))
    print(
        f"turns={day.turns} heard={day.heard} lost={day.lost} twice={day.told_twice} unspoken={day.unspoken}"
    )
    print("growth MB (this process, speaking, listening): " + ", ".join(f"{mb:.1f}" for mb in day.growth_mb))
    return 0 if day.is_well else 1


async def _talk(turns: int, folder: Path) -> Day:
    day, speaker = Day(), Speaker()
    speaking = asyncio.create_task(speaker.run())
    grammar = phrases_for(load_knowledge(ROOT / "config").materials["vi"])
    sentences = [phrase.text for phrase in phrases()]
    async with listening(unpacked(folder)) as ear:
        await ear.until_ready()
        for turn in range(turns):
            await _turn(day, turn, speaker, ear, sentences, grammar)
            if turn % max(1, turns // LOOKS) == 0:
                day.sizes.append(_sizes(speaker, ear))
        day.lost = ear.listener.losses + speaker.losses
    speaking.cancel()
    with suppress(asyncio.CancelledError):
        await speaking
    return day


async def _turn(
    day: Day, turn: int, speaker: Speaker, ear: Ear, sentences: Sequence[str], grammar: Sequence[str]
) -> None:
    """The robot says a sentence that it has never said, and hears one."""
    day.turns += 1
    voice = Voice("vi", ("north", "central", "south")[turn % 3], 150)
    speech = await speaker.speech(f"Xin mời số {turn}", voice)
    day.unspoken += not speech.pcm
    sound = spoken(sentences[turn % len(sentences)], corpus.TEST_VOICES[turn % len(corpus.TEST_VOICES)])
    ear.listen(phrases=grammar)
    ear.listener.feed(sound)
    ear.listener.finish()  # a voice too soft to be speech must not make the day stand still
    last = await ear.last()
    day.heard += last.kind == "final"
    day.told_twice += sum(news.kind in ("final", "nothing") for news in ear.heard) > 1


def _sizes(speaker: Speaker, ear: Ear) -> tuple[float, ...]:
    return tuple(resident_mb(pid) for pid in (os.getpid(), speaker.pid or 0, ear.pid))
