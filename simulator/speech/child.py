"""The process that synthesises: reads sayings from its standard input, writes sound at 16 kHz to its output.

Each text is spoken by a fresh copy of it: espeak-ng carries the phase of its voice over into the next text,
and the same text would never sound quite the same. It ends when its input ends.
"""

import json
import os
import sys
from typing import BinaryIO

import numpy as np

from simulator.sound.noises import RATE_HZ
from simulator.sound.resample import resampled
from simulator.sound.samples import Samples, pcm_of
from simulator.speech import espeak
from simulator.speech.messages import LENGTHS, lengths_in, message_of
from simulator.speech.mixing import mixed
from simulator.speech.saying import BadSaying, Saying, espeak_voice, saying_of

BABBLE_S = 8
PEOPLE = (
    ("vi+m1", "hôm nay trời nắng quá, chị đi chợ về chưa, mua được con cá nào tươi không"),
    ("vi-south+f1", "con ngồi yên đây chờ mẹ một chút, mẹ lên hỏi cô ở trên kia rồi về liền"),
    ("vi-central+m7", "bữa trước tui tới mà đông quá, chờ hoài không tới lượt nên phải về"),
    ("vi+f4", "anh nhớ photo thêm hai bản nữa, để em giữ chỗ cho, lát nữa mình ra sau"),
    ("vi-south+m5", "alo, tôi đang ở ngoài phường, chiều tôi gọi lại cho anh nghe, ồn quá"),
    ("vi+f5", "bác năm nay bao nhiêu tuổi rồi, trông bác còn khỏe lắm, bác đi xe gì đến đây"),
)


def main() -> None:
    """Answer until the input ends."""
    taken = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints cannot garble the answers
    with os.fdopen(taken, "wb") as out:
        studio = _Studio()
        while request := _next(sys.stdin.buffer):
            copy = os.fork()
            if not copy:
                out.write(message_of(*studio.answer(request)))
                out.flush()
                os._exit(0)
            if os.waitpid(copy, 0)[1]:
                return  # it may have written half an answer: our end tells that best


def _next(source: BinaryIO) -> dict[str, object]:
    """The next request; nothing at the end of the input."""
    begin = source.read(LENGTHS.size)
    if len(begin) < LENGTHS.size:
        return {}
    head, _ = lengths_in(begin)
    request: dict[str, object] = json.loads(source.read(head))
    return request


class _Studio:
    """Where the voices are."""

    def __init__(self) -> None:
        self._espeak = espeak.Espeak()

    def answer(self, request: dict[str, object]) -> tuple[dict[str, object], bytes]:
        """What came of a request: its sound, or what is wrong."""
        try:
            saying = saying_of(request)
            sound = mixed(self._voice(saying), saying, lambda count: self._babble(count, saying.seed))
        except (BadSaying, espeak.EspeakError) as error:
            return {"error": str(error)}, b""
        return {}, pcm_of(sound)

    def _voice(self, saying: Saying) -> Samples:
        spoken = self._espeak.speak(saying.text, espeak_voice(saying.voice), saying.speed, saying.pitch)
        if not np.any(spoken):
            raise espeak.EspeakError(f"nothing is to be heard of {saying.text[:40]!r}")
        return resampled(spoken, espeak.RATE_HZ, RATE_HZ)

    def _babble(self, count: int, seed: int) -> Samples:
        """Everybody speaks at once, each from another place on."""
        starts = np.random.default_rng(seed).integers(0, BABBLE_S * RATE_HZ, len(PEOPLE))
        voices = [np.roll(voice, start) for voice, start in zip(self._people(), starts, strict=True)]
        together: Samples = np.sum(voices, axis=0, dtype=np.float32)
        return np.resize(together, count)

    def _people(self) -> list[Samples]:
        said = [self._voice(Saying(text, voice)) for voice, text in PEOPLE]
        return [np.resize(voice, BABBLE_S * RATE_HZ) for voice in said]


if __name__ == "__main__":
    main()
