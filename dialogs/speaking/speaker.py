"""Words → sound (dialogs.interfaces.TextToSpeech): sentence by sentence, from memory where it is known.

Responsible for: the first sound early, natural pauses, what is kept and what is not, a bound on waiting.
Not responsible for: how a text is read (dialogs.reading), playing it, and what is shown when it fails.
"""

import asyncio
import unicodedata
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence

from dialogs.interfaces import Speech, SpeechFailed, Voice
from dialogs.speaking.cache import SpeechCache
from dialogs.speaking.samples import NOTHING, followed_by, joined
from dialogs.speaking.sentences import Piece, sentences
from dialogs.speaking.synthesis import Synthesis
from dialogs.speaking.voices import rate_of

LONGEST_TEXT = 4000  # characters: five minutes
PAUSES_AT = 150  # words a minute for which the pauses between sentences are given
WAIT_S = 10.0  # for one sentence, with a worker that is replaced meanwhile
AHEAD = 2  # sentences that are made while one is played, with that one


class Speaker:
    """Speaks; `run` it."""

    def __init__(self, synthesis: Synthesis | None = None, cache: SpeechCache | None = None) -> None:
        self._synthesis = synthesis or Synthesis()
        self._cache = cache or SpeechCache()

    @property
    def available(self) -> bool:
        """Whether new sentences can be spoken now; those in memory always can."""
        return self._synthesis.standing.available

    @property
    def why(self) -> str:
        """Why they cannot; empty when they can."""
        return self._synthesis.standing.why

    @property
    def engine(self) -> str:
        """The engine with its version and where its library came from; empty until it has been started."""
        return self._synthesis.engine

    @property
    def losses(self) -> int:
        """How many workers were lost."""
        return self._synthesis.losses

    @property
    def pid(self) -> int | None:
        """The process that speaks; None until it has been started."""
        return self._synthesis.pid

    def on_change(self, listener: Callable[[bool, str], None]) -> None:
        """Call `listener` on the event loop with `available` and `why` after every change."""
        self._synthesis.on_change(lambda standing: listener(standing.available, standing.why))

    async def run(self) -> None:
        """Keep the engine alive until cancelled."""
        await self._synthesis.run()

    def forget(self) -> None:
        """Forget every sentence that was made."""
        self._cache.forget()

    async def speech(self, words: str, voice: Voice, *, keep: bool = True) -> Speech:
        """All of `words` with the pauses between its sentences. Raises `SpeechFailed`."""
        parts = [part async for part in self.speeches(words, voice, keep=keep)]
        return joined(parts) if parts else NOTHING

    async def speeches(self, words: str, voice: Voice, *, keep: bool = True) -> AsyncGenerator[Speech, None]:
        """One sentence after the other, each with the pause after it, the next being made meanwhile.

        With `keep` false nothing of it stays in memory. Raises `SpeechFailed`; close it when you stop early.
        """
        pieces = _pieces(words)
        orders = (self._order(piece, voice) for piece in pieces)
        made: deque[asyncio.Future[Speech]] = deque()
        try:
            for number, piece in enumerate(pieces, 1):
                made.extend(_take(orders, AHEAD - len(made)))
                sound = await _made(made[0])
                made.popleft()
                if keep:
                    self._cache.keep(self._key(piece, voice), sound)
                pause_s = piece.pause_s * PAUSES_AT / rate_of(voice)
                yield followed_by(sound, pause_s) if number < len(pieces) else sound
        finally:
            for order in made:
                _drop(order)

    def _order(self, piece: Piece, voice: Voice) -> "asyncio.Future[Speech]":
        """The sound of a piece, known already or made in its turn."""
        known = self._cache.find(self._key(piece, voice))
        if known is None:
            return self._synthesis.order(piece.words, voice)
        order: asyncio.Future[Speech] = asyncio.get_running_loop().create_future()
        order.set_result(known)
        return order

    def _key(self, piece: Piece, voice: Voice) -> tuple[str, Voice, str]:
        return self._synthesis.engine, voice, piece.words


def _pieces(words: str) -> Sequence[Piece]:
    if len(words) > LONGEST_TEXT:
        raise SpeechFailed(f"a text of {len(words)} characters; at most {LONGEST_TEXT}")
    return sentences(unicodedata.normalize("NFC", words))


def _take(orders: Iterator["asyncio.Future[Speech]"], most: int) -> Iterator["asyncio.Future[Speech]"]:
    for _ in range(most):
        if (order := next(orders, None)) is not None:
            yield order


async def _made(order: "asyncio.Future[Speech]") -> Speech:
    try:
        async with asyncio.timeout(WAIT_S):
            return await order
    except TimeoutError as error:
        raise SpeechFailed(f"no speech within {WAIT_S:g} s") from error


def _drop(order: "asyncio.Future[Speech]") -> None:
    """Nobody waits for it any more."""
    if not order.cancel() and not order.cancelled():
        order.exception()
