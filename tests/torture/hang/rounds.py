"""One robot that is made to hang again and again: how long until it is started again and answers."""

import contextlib
import math
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import httpx

from kiosk.watchdog.vitals import HANGS_FILE
from tests.support.robot import free_port, site
from tests.torture.hang.manager import Manager
from tests.torture.hang.printer import Answering
from tests.torture.hang.units import Service

STOPPED = "process"
PARTS = (STOPPED, "loop", "interpreter", "store", "writer", "reader")
WITH_PRINTER = ("writer", "reader")
RESTARTED_S, ANSWERS_S = 12.0, 3.0
STARTS_S = 60.0
GIVE_UP_S = 40.0


@dataclass(frozen=True)
class Round:
    """What hung, how that was noticed, seconds from the hang to the next start, and on to an answer.

    `cpu_s`: what the start cost the processor, which a busy machine does not change.
    """

    part: str
    reason: str
    restarted_s: float
    answers_s: float
    cpu_s: float
    place: str  # what the log says about where it hung

    @property
    def is_good(self) -> bool:
        return self.restarted_s <= RESTARTED_S and self.answers_s <= ANSWERS_S


class Victim:
    """A robot of its own folder whose `part` can be made to hang."""

    def __init__(self, folder: Path, part: str, watched: bool = True) -> None:
        folder.mkdir(parents=True)
        self.part = part
        self.port = free_port()
        self.data = folder / "data"
        self._printer = Answering() if part in WITH_PRINTER else None
        address = f"serial:{self._printer.path}?flow=none" if self._printer else ""
        config = site(folder / "config", address)
        inside = "nothing" if part == STOPPED else part
        words = [sys.executable, "-m", "tests.torture.hang.victim", inside, "--config", str(config)]
        words += ["--data", str(self.data), "--port", str(self.port)]
        service = Service.of() if watched else replace(Service.of(), watchdog_s=math.inf)
        self.manager = Manager(service, words, folder, abstract=part == "loop")

    def start(self, after_s: float = 0) -> None:
        time.sleep(after_s)
        self.manager.start()
        self.manager.keep_until_ready(STARTS_S)
        self._answers()

    def hang(self) -> None:
        stop = self.part == STOPPED
        self.manager.child.send_signal(signal.SIGSTOP if stop else signal.SIGUSR1)

    def round(self, well_s: float) -> Round:
        """Well for so long, then hung, restarted, and well again."""
        (self.data / HANGS_FILE).unlink(missing_ok=True)  # each round is a device's first hang
        assert not self.manager.keep(time.monotonic() + well_s), f"false alarm: {self.manager.last_words()}"
        written = len(self.manager.told())
        hung_at = time.monotonic()
        self.hang()
        assert self.manager.keep(hung_at + GIVE_UP_S), f"not noticed: {self.manager.last_words()}"
        reason = self.manager.reason
        self.manager.restart()
        started_at = time.monotonic()
        self.manager.keep_until_ready(STARTS_S)
        self._answers()
        answered_at = time.monotonic()
        place = _place(self.manager.told()[written:])
        cpu_s = _cpu_s(self.manager.child.pid)
        return Round(self.part, reason, started_at - hung_at, answered_at - started_at, cpu_s, place)

    def close(self) -> None:
        self.manager.close()
        if self._printer is not None:
            self._printer.close()

    def _answers(self) -> None:
        until = time.monotonic() + STARTS_S
        while time.monotonic() < until:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=5).status_code == 200:
                    return
            time.sleep(0.01)
        raise AssertionError(f"no answer: {self.manager.last_words()}")


def rounds(victim: Victim, count: int, chance: Random, longest_well_s: float) -> Iterator[Round]:
    """`count` rounds, each after a random time of health; one that fails is the last."""
    for _ in range(count):
        try:
            yield victim.round(chance.uniform(0.5, longest_well_s))
        except AssertionError as error:
            yield Round(victim.part, str(error), math.inf, math.inf, math.inf, "")
            return


def _cpu_s(pid: int) -> float:
    """Processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _place(told: str) -> str:
    """The thread that hung, as the watch or Python's own report of an abort names it."""
    lines: Sequence[str] = told.splitlines()
    named = [line for line in lines if "hangs in" in line]
    aborted = [line for line in lines if "Fatal Python error: Aborted" in line]
    return (named or aborted or [""])[0]
