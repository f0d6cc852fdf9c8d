"""Hearing as the robot has it: a child with Vosk, kept alive, and the utterance of now.

Responsible for: what the child must know of the utterance (again, when it is another child), sound in bounded
amounts, noticing a child that hangs, which languages can be heard.
Not responsible for: starting children (workers/keeper.py), loading models (loading.py), and when to listen.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dialogs.interfaces import Heard
from dialogs.listening.dictation import Dictation, Utterance
from dialogs.listening.feed import Feed
from dialogs.listening.grammar import MOST_PHRASES
from dialogs.listening.loading import Loading, Models
from dialogs.workers.keeper import Keeper
from dialogs.workers.worker import Worker, WorkerLost

log = logging.getLogger(__name__)

CHILD = "dialogs.listening.child"
LAST = ("final", "nothing")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds: to load a model, to answer; between two questions, and until a bad model is tried again."""

    load_s: float = 60.0
    answer_s: float = 3.0
    ask_s: float = 1.0
    look_again_s: float = 60.0


@dataclass(slots=True)
class Wanted:
    """The utterance of now, and how far the child is told of it."""

    utterance: Utterance
    feed: Feed = field(default_factory=Feed)
    is_open: bool = False  # the child knows of it
    must_finish: bool = False
    is_finished: bool = False  # the child knows that it must


class Listener:
    """Speech to text (dialogs.interfaces.SpeechToText)."""

    def __init__(self, models: Models, sensitivity: str = "normal", times: Times | None = None) -> None:
        """`models` is asked for every new child; `sensitivity`: see `dialogs.listening.vad`."""
        self._models = models
        self._times = times or Times()
        self._loading = Loading(models, self._times.load_s)
        self._keeper = Keeper("listening", lambda: Worker(CHILD, sensitivity), self._serve)
        self._on_heard: list[Callable[[Heard], None]] = []
        self._on_change: list[Callable[[], None]] = []
        self._child: Dictation | None = None  # while it can hear
        self._wanted: Wanted | None = None
        self.languages: frozenset[str] = frozenset()
        self.dropped_bytes = 0  # of sound that came faster than it was heard

    @property
    def problems(self) -> Mapping[str, str]:
        """Language → why its model is not at work."""
        return self._loading.problems

    @property
    def losses(self) -> int:
        """How often a child was lost."""
        return self._keeper.losses

    @property
    def pid(self) -> int | None:
        """The child's process, while it hears."""
        return self._child.pid if self._child is not None else None

    def on_heard(self, listener: Callable[[Heard], None]) -> None:
        """Call `listener` on the event loop with all that is heard."""
        self._on_heard.append(listener)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` on the event loop when `languages` has changed."""
        self._on_change.append(listener)

    def listen(self, utterance: int, language: str, quiet_s: float, phrases: Sequence[str] = ()) -> None:
        """Begin a new utterance and forget the old one; `quiet_s` of silence end it."""
        self._forget()
        self._wanted = Wanted(Utterance(utterance, language, quiet_s, tuple(phrases[:MOST_PHRASES])))
        self._open()

    def feed(self, pcm: bytes) -> None:
        """Sound of the microphone; never waits; dropped when not listening."""
        if self._wanted is not None:
            self._wanted.feed.add(pcm)
            self._pump()

    def stop(self) -> None:
        """Listen no more; nothing more is told of the utterance."""
        if self._child is not None and self._wanted is not None and self._wanted.is_open:
            self._child.stop()
        self._forget()

    def finish(self) -> None:
        """Tell what there is as final; nothing where nobody can hear."""
        if self._wanted is None:
            return
        self._wanted.must_finish = True
        if self._wanted.utterance.language in self.languages:
            self._pump()
        else:
            nothing = {"kind": "nothing", "utterance": self._wanted.utterance.number}
            asyncio.get_running_loop().call_soon(self._tell, nothing)

    async def run(self) -> None:
        """Keep the child alive until cancelled; without a model there is none until one is installed."""
        if not self._models():
            log.warning("no speech model: the robot does not hear; see `kiosk speech model list`")
        while not self._models():  # noqa: ASYNC110 - no file tells that it has come
            await asyncio.sleep(self._times.look_again_s)
        await self._keeper.run()

    async def _serve(self, worker: Worker, hello: Mapping[str, Any]) -> None:
        """The life of one child. Raises `WorkerLost`."""
        try:
            while not (languages := await self._loading.load(worker)):
                await self._rest(worker)
            self._child = Dictation(worker)
            self._become(languages)
            self._begin_again()
            await self._converse(worker)
        finally:
            self._child = None
            self._become(frozenset())

    async def _rest(self, worker: Worker) -> None:
        """Wait before looking at bad models again: somebody may be copying one. Raises `WorkerLost`."""
        try:
            async with asyncio.timeout(self._times.look_again_s):
                await worker.receive()  # it says nothing, but tells when it is lost
        except TimeoutError:
            self._loading.forgive()

    async def _converse(self, worker: Worker) -> None:
        """Take what the child says; it is asked for a sign of life while it says nothing."""
        silent_s = 0.0
        while True:
            try:
                async with asyncio.timeout(self._times.ask_s):
                    message, _ = await worker.receive()
            except TimeoutError:
                silent_s += self._times.ask_s
                if silent_s > self._times.answer_s:
                    raise WorkerLost(f"listening hangs: no answer for {self._times.answer_s:g} s") from None
                worker.send({"kind": "ping"})
            else:
                silent_s = 0.0
                self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        wanted = self._wanted
        if message["kind"] == "pong" or wanted is None or message["utterance"] != wanted.utterance.number:
            return
        if message["kind"] == "taken":
            wanted.feed.taken(message["bytes"])
            self._pump()
        else:
            self._tell(message)

    def _tell(self, news: Mapping[str, Any]) -> None:
        """Tell the listeners, unless it is of an utterance that was given up."""
        if self._wanted is None or news["utterance"] != self._wanted.utterance.number:
            return
        if news["kind"] in LAST:
            self._forget()
        heard = Heard(**news)
        for listener in self._on_heard:
            listener(heard)

    def _begin_again(self) -> None:
        """Tell a new child of the utterance that another one has heard a part of."""
        if self._wanted is not None:
            self._wanted.is_open = self._wanted.is_finished = False
            self._wanted.feed.begin_again()
            self._open()

    def _open(self) -> None:
        """Tell the child of the utterance, if it can hear it."""
        wanted = self._wanted
        if self._child is None or wanted is None or wanted.utterance.language not in self.languages:
            return
        self._child.listen(wanted.utterance)
        wanted.is_open = True
        self._pump()

    def _pump(self) -> None:
        """Give the child what it may have, and the end after all sound."""
        wanted, child = self._wanted, self._child
        if child is None or wanted is None or not wanted.is_open:
            return
        while not child.is_lost and (piece := wanted.feed.next()) is not None:
            child.audio(wanted.utterance, piece)
        if wanted.must_finish and not wanted.is_finished and wanted.feed.is_empty:
            wanted.is_finished = True
            child.finish(wanted.utterance)

    def _forget(self) -> None:
        if self._wanted is not None:
            self.dropped_bytes += self._wanted.feed.dropped_bytes
        self._wanted = None

    def _become(self, languages: frozenset[str]) -> None:
        if languages != self.languages:
            self.languages = languages
            for listener in self._on_change:
                listener()
