"""One data folder and one printer, whose robot is killed again and again."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx

from kiosk.build import DATABASE
from kiosk.clock import WallClock
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.staff import StaffDoor
from tests.support.robot import Simulator, eventually, site, start_simulator
from tests.torture.kill.judge import is_settled, kept, says_sent, wrong_with
from tests.torture.kill.moments import ANYWHERE, SENT, STARTING, Moment, moments
from tests.torture.kill.people import People, Signals
from tests.torture.kill.pile import pile_of
from tests.torture.kill.victim import Victim

BAUD = 921_600
PRINTER = ("--baud", str(BAUD), "--print-speed", "1000", "--roll-m", "10000")  # a ticket takes 0.3 s
SIGNAL_LIMIT_S = 1.5
SENT_LIMIT_S = 5.0  # the printer must be found and asked first
SETTLE_LIMIT_S = 240.0


@dataclass
class Result:
    """What came of some rounds; `wrong` is empty when every promise was kept."""

    rounds: int = 0
    aims: Counter[str] = field(default_factory=Counter)
    back_s: list[float] = field(default_factory=list)
    tickets: int = 0
    steps: int = 0
    asked_again: int = 0
    papers: int = 0
    blanks: int = 0
    states: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Result") -> None:
        """Take in the result of other rounds."""
        for name, value in vars(other).items():
            if isinstance(value, Counter):
                getattr(self, name).update(value)
            else:
                setattr(self, name, getattr(self, name) + value)


class Day:
    """Rounds on one folder: live, kill, start again, ask again; then the judgement."""

    def __init__(self, folder: Path, seed: int) -> None:
        folder.mkdir(parents=True)
        self._chance = Random(seed)
        self._data = folder / "data"
        self._data.mkdir()
        self._log = folder / "robot.log"
        self._printer = start_simulator(
            folder / "bench",
            folder / "bench.log",
            *PRINTER,
            *("--seed", str(seed)),
        )
        config = site(folder / "site", f"serial:{self._printer.wire}", BAUD)
        self._victim = Victim(self._data, config, self._log, asyncio.run(_new_token(self._data)))
        self._people = People(self._victim, Random(seed + 1))
        self._result = Result()

    def run(self, rounds: int) -> Result:
        """Do them, and judge."""
        try:
            self._victim.spawn()
            for moment in moments(self._chance, rounds):
                self._round(moment)
            self._last_life()
        finally:
            self._victim.kill()
            self._printer.end()
        return self._result

    def _round(self, moment: Moment) -> None:
        if moment.aim == STARTING:
            self._result.aims[STARTING] += 1
            time.sleep(moment.after_s)
            self._victim.kill()
        else:
            self._live_until(moment)
        self._result.rounds += 1
        self._victim.spawn()

    def _live_until(self, moment: Moment) -> None:
        self._victim.wait()
        self._people.ask_again()
        signals = Signals()
        threads = self._people.arrive(signals)
        came = self._came(moment.signal, signals)
        self._result.aims[moment.aim if came else ANYWHERE] += 1
        time.sleep(moment.after_s)
        self._victim.kill()
        for thread in threads:
            thread.join()
        self._victim.http.close()

    def _came(self, signal: str, signals: Signals) -> bool:
        if signal == SENT:
            return says_sent(self._data / DATABASE, SENT_LIMIT_S)
        return not signal or signals[signal].wait(SIGNAL_LIMIT_S)

    def _last_life(self) -> None:
        """The robot is left alone until everything is on paper; then everything is counted."""
        self._victim.wait()
        self._people.ask_again()
        self._people.look_at_the_line()
        database = self._data / DATABASE
        with suppress(AssertionError):  # told by the journal below
            eventually(lambda: is_settled(kept(database).attempts), SETTLE_LIMIT_S)
        if not is_settled(kept(database).attempts):
            self._result.wrong.append(f"papers are still to be printed after {SETTLE_LIMIT_S:g} s")
        if code := self._victim.stop():
            self._result.wrong.append(f"a polite stop ended with {code}: {self._log.read_text()[-2000:]}")
        self._judge(database)

    def _judge(self, database: Path) -> None:
        found, result, people = kept(database), self._result, self._people
        pile = pile_of(_pictures(self._printer))
        lives = result.rounds + 1
        result.wrong += [*people.wrong, *wrong_with(found, people.wishes, people.taps, pile, lives)]
        result.back_s += self._victim.back_s
        result.tickets, result.steps = len(found.tickets), sum(not tap.refused for tap in people.taps)
        result.asked_again, result.papers, result.blanks = people.asked_again, len(pile.papers), pile.blanks
        for states in found.attempts.values():
            result.states.update(states)


async def _new_token(data: Path) -> str:
    store = await SqliteStore.open(data / DATABASE)
    try:
        return await StaffDoor(store, WallClock()).new_token("staff")
    finally:
        await store.close()


def _pictures(printer: Simulator) -> Sequence[bytes]:
    with closing(httpx.Client(base_url=f"http://127.0.0.1:{printer.bench_port}", timeout=30)) as bench:
        return [bench.get(paper["png"]).content for paper in bench.get("/tickets").json()]
