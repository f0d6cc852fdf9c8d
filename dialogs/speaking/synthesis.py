"""The worker that speaks: sentences wait in a line; a lost worker is replaced, its sentence tried once more.

Responsible for: one sentence at a time, each in bounded time, saying whether there is speech and why not.
Not responsible for: texts of many sentences and for keeping sounds (speaker.py).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from dialogs.interfaces import SAMPLE_BYTES, Speech, SpeechFailed, Voice
from dialogs.speaking.samples import trimmed
from dialogs.speaking.voices import RATES, rate_of, voice_id
from dialogs.workers.keeper import Keeper, Standing
from dialogs.workers.worker import Worker, WorkerLost

log = logging.getLogger(__name__)

CHILD = "dialogs.speaking.child"
MOST_TRIES = 2
MOST_WAITING = 64
JOB_LIMIT_S, LETTER_LIMIT_S = 2.0, 0.010  # a job's limit is the first and the second for each character
IDLE_S = 15.0  # without a job for so long the worker is asked for a sign of life


@dataclass(slots=True)
class Job:
    """A sentence to be spoken; `done` gets the sound or a `SpeechFailed`."""

    words: str
    voice: Voice
    done: "asyncio.Future[Speech]"
    tries: int = 0


class Synthesis:
    """Makes the sound of sentences; `run` it."""

    def __init__(self, make: Callable[[], Worker] = lambda: Worker(CHILD)) -> None:
        self._keeper = Keeper("speaking", make, self._serve)
        self._keeper.on_change(self._on_standing)
        self._jobs: deque[Job] = deque()
        self._wake = asyncio.Event()
        self._ids = count(1)
        self._voices: list[str] = []
        self.engine = ""  # the last worker's, with its version
        self.pid: int | None = None  # the last worker's

    @property
    def losses(self) -> int:
        """How many workers were lost."""
        return self._keeper.losses

    @property
    def standing(self) -> Standing:
        """Whether there is speech, and why not."""
        return self._keeper.standing

    def on_change(self, listener: Callable[[Standing], None]) -> None:
        """Call `listener` on the event loop after every change."""
        self._keeper.on_change(listener)

    async def run(self) -> None:
        """Keep the worker alive until cancelled."""
        await self._keeper.run()

    def order(self, words: str, voice: Voice) -> "asyncio.Future[Speech]":
        """One sentence, to be made after those before it; cancelled when nobody wants it any more."""
        job = Job(words, voice, asyncio.get_running_loop().create_future())
        if not self.standing.soon:
            _settle(job, SpeechFailed(f"no speech: {self.standing.why}"))
        elif len(self._jobs) >= MOST_WAITING:
            _settle(job, SpeechFailed(f"{len(self._jobs)} sentences wait already"))
        else:
            self._jobs.append(job)
            self._wake.set()
        return job.done

    def _on_standing(self, standing: Standing) -> None:
        if not standing.soon:
            while self._jobs:
                _settle(self._jobs.popleft(), SpeechFailed(f"no speech: {standing.why}"))

    async def _serve(self, worker: Worker, ready: dict[str, Any]) -> None:
        """Work for as long as the worker lives."""
        self._take_over(ready)
        self.pid = worker.pid
        worker.on_lost(self._wake.set)
        while True:
            if self._jobs:
                await self._work(worker, self._jobs[0])
            elif not worker.alive:
                await worker.receive()  # raises and tells why
            else:
                await self._idle(worker)

    def _take_over(self, ready: dict[str, Any]) -> None:
        engine = f"{ready.get('engine')} ({ready.get('library')})"
        voices = ready.get("voices")
        if not voices or not isinstance(voices, list):
            raise WorkerLost("the worker has no voices")
        self._voices = [str(voice) for voice in voices]
        if engine != self.engine:
            log.info("speaking uses %s voices=%d", engine, len(self._voices))
        self.engine = engine

    async def _work(self, worker: Worker, job: Job) -> None:
        """Have the first job done, or leave it for another try."""
        if job.done.done():
            self._jobs.popleft()
            return
        job.tries += 1
        try:
            self._end(job, await self._spoken(worker, job))
        except (SpeechFailed, WorkerLost) as error:
            if job.tries >= MOST_TRIES:
                self._end(job, SpeechFailed(f"no speech: {error}"))
            if isinstance(error, WorkerLost):
                raise

    def _end(self, job: Job, outcome: Speech | SpeechFailed) -> None:
        """The text itself is never logged."""
        self._jobs.popleft()
        if isinstance(outcome, SpeechFailed):
            log.warning("a sentence is not spoken characters=%d: %s", len(job.words), outcome)
        _settle(job, outcome)

    async def _spoken(self, worker: Worker, job: Job) -> Speech:
        """The sound of a sentence. Raises `SpeechFailed` for this one, `WorkerLost` for them all."""
        voice = voice_id(job.voice, self._voices)
        speech = trimmed(await _asked(worker, next(self._ids), job.words, voice, rate_of(job.voice)))
        if not speech.pcm:
            raise SpeechFailed("it came out silent")
        return speech

    async def _idle(self, worker: Worker) -> None:
        """Wait for a job; ask for a sign of life when none comes."""
        self._wake.clear()
        try:
            async with asyncio.timeout(IDLE_S):
                await self._wake.wait()
        except TimeoutError:
            await _asked(worker, next(self._ids), "", self._voices[0], RATES[0])


async def _asked(worker: Worker, number: int, words: str, voice: str, rate: int) -> Speech:
    """What the worker makes of one job. Raises `SpeechFailed`, and `WorkerLost` if it takes too long."""
    limit_s = JOB_LIMIT_S + LETTER_LIMIT_S * len(words)
    worker.send({"id": number, "words": words, "voice": voice, "rate": rate})
    try:
        async with asyncio.timeout(limit_s):
            answer, pcm = await worker.receive()
    except TimeoutError as error:
        raise WorkerLost(
            f"the worker hangs: nothing within {limit_s:.1f} s characters={len(words)}"
        ) from error
    if answer.get("id") != number:
        raise WorkerLost("the worker answered what was not asked")
    if (failed := answer.get("failed")) is not None:
        raise SpeechFailed(str(failed))
    rate_hz = answer.get("rate_hz")
    if not isinstance(rate_hz, int) or rate_hz <= 0 or len(pcm) % SAMPLE_BYTES:
        raise WorkerLost("the worker answered what is no sound")
    return Speech(rate_hz, pcm)


def _settle(job: Job, outcome: Speech | SpeechFailed) -> None:
    """Tell whoever still waits."""
    if job.done.done():
        return
    if isinstance(outcome, Speech):
        job.done.set_result(outcome)
    else:
        job.done.set_exception(outcome)
