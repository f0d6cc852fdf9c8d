"""The robot's lives, one after another: started when the office switches it on, again after every crash."""

import asyncio
from collections.abc import Callable

from kiosk.desk.store import StoreError
from kiosk.rehearsal.stage.life import Dark, Life, Surroundings, first_of
from kiosk.web.context import WebContext

RESTART_S = 2.7  # the unit's RestartSec and the start of a real process
LONGEST_RESTART_S = 30.0


class Lives:
    """`on_edge` hears of every beginning and end, when the files can be looked at."""

    def __init__(self, around: Surroundings, on_edge: Callable[[], None]) -> None:
        self._around = around
        self._on_edge = on_edge
        self._tell = around.witness.tell
        self._life: Life | None = None
        self._lives = 0
        self._off = asyncio.Event()
        self._away_s = RESTART_S
        self._after = "off"
        self._gone_at_s = 0.0

    @property
    def life(self) -> Life | None:
        """The one there is, up or coming up."""
        return self._life

    @property
    def context(self) -> WebContext | None:
        """The robot, while one is up."""
        return self._life.context if self._life else None

    async def run(self) -> None:
        """From being switched on until `switch_off`; the robot is stopped then."""
        self._off.clear()
        self._after = "off"
        while not self._off.is_set():
            await self._live_once()
            await self._pause()

    def switch_off(self) -> None:
        """The office closes."""
        self._off.set()

    def crash(self, how: str, away_s: float = RESTART_S) -> None:
        """The process ends at once; `away_s` later it is started again. Nothing happens while none runs."""
        life = self._life
        if life is None or life.ended.done():
            return
        life.crash()
        self._after, self._away_s = how, away_s
        self._gone_at_s = asyncio.get_running_loop().time()
        self._tell("life_ended", life=life.number, how=how)
        self._on_edge()

    async def _live_once(self) -> None:
        self._lives += 1
        self._life = life = Life(self._lives, self._around)
        self._tell("life_began", life=life.number, after=self._after)
        try:
            await life.start()
            doubts = await life.ask(lambda robot: robot.journal.uncertain_effects())
        except (StoreError, OSError) as error:
            if not life.ended.done():
                life.crash()
            self._tell("start_failed", life=life.number, error=getattr(error, "code", "os"))
            self._gone_at_s = asyncio.get_running_loop().time()
            self._away_s = min(2 * self._away_s, LONGEST_RESTART_S)
        except Dark:
            pass
        else:
            self._away_s = RESTART_S
            self._tell("life_up", life=life.number, uncertain=len(doubts))
            self._on_edge()
            await self._until_over(life)
        await life.buried()
        self._life = None

    async def _until_over(self, life: Life) -> None:
        off = asyncio.ensure_future(self._off.wait())
        await first_of(off, life.ended)
        off.cancel()
        if not life.ended.done():
            await life.stop()
            self._after = "stop"
            self._tell("life_ended", life=life.number, how="stop")
            self._on_edge()

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout_at(self._gone_at_s + self._away_s):
                await self._off.wait()
        except TimeoutError:
            return
