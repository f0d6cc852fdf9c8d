"""What somebody beside the loudspeaker hears, cut at silence into utterances. Pure; by sample number."""

import numpy as np

from simulator.devices.events import Event, Happened, Uttered
from simulator.sound.samples import SAMPLE_BYTES, Samples, pcm_of

HEARD = 0.002  # a sample below it (-54 dBFS) is silence
PAUSE_S = 0.6  # a longer silence ends an utterance
TAIL_S = 0.1  # of that silence is kept
LONGEST_S = 60.0


class Ear:
    """`last` is the sample last heard; None = nothing so far."""

    def __init__(self, rate_hz: int) -> None:
        self.last: int | None = None
        self._rate_hz = rate_hz
        self._pause = int(PAUSE_S * rate_hz)
        self._first: int | None = None  # where the utterance began; None = none is going on
        self._kept = bytearray()

    @property
    def hears(self) -> bool:
        """Whether an utterance is going on."""
        return self._first is not None

    def hear(self, start: int, samples: Samples) -> list[Event]:
        """`samples` went into the air from sample `start` on."""
        events: list[Event] = []
        loud = start + np.flatnonzero(np.abs(samples) > HEARD)
        for group in np.split(loud, np.flatnonzero(np.diff(loud) > self._pause) + 1) if loud.size else ():
            first, last = int(group[0]), int(group[-1])
            events += self.wait(first)
            events += self._begin(first)
            self._keep(start, samples, last + 1)
            self.last = last
        self._keep(start, samples, start + samples.size)
        if len(self._kept) >= LONGEST_S * self._rate_hz * SAMPLE_BYTES:
            events += self._end(start + samples.size)
        return events

    def wait(self, until: int) -> list[Event]:
        """Nothing more was heard before sample `until`."""
        ends = self.ends_at()
        return self._end(ends) if ends is not None and ends <= until else []

    def ends_at(self) -> int | None:
        """The sample at which the utterance is over if nothing follows; None = none is going on."""
        return None if self._first is None or self.last is None else self.last + 1 + self._pause

    def _begin(self, first: int) -> list[Event]:
        if self._first is not None:
            return []
        self._first = first
        return [Happened(first / self._rate_hz, "speech_began")]

    def _keep(self, start: int, samples: Samples, until: int) -> None:
        """Keep what comes before sample `until` and is not kept yet; a gap between is silence."""
        if self._first is None:
            return
        kept_until = self._first + len(self._kept) // SAMPLE_BYTES
        self._kept += bytes(max(0, start - kept_until) * SAMPLE_BYTES)
        self._kept += pcm_of(samples[max(0, kept_until - start) : until - start])

    def _end(self, at: int) -> list[Event]:
        if self._first is None or self.last is None:
            return []
        length = self.last + 1 + int(TAIL_S * self._rate_hz) - self._first
        pcm, began = bytes(self._kept[: length * SAMPLE_BYTES]), self._first / self._rate_hz
        self._first = None
        self._kept.clear()
        length_s = len(pcm) / SAMPLE_BYTES / self._rate_hz
        ended = at / self._rate_hz
        return [
            Happened(ended, "speech_ended", f"{length_s:.1f} s"),
            Uttered(ended, began, self._rate_hz, pcm),
        ]
