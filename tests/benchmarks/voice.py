"""How soon the robot answers a sentence: real processes, the simulator's microphone and loudspeaker."""

import http.client
import json
import re
import shutil
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from simulator.sound.noises import RATE_HZ
from simulator.sound.samples import samples_of
from simulator.speech.saying import Saying
from simulator.speech.voice import spoken_at_once
from tests.benchmarks.clients import percentile
from tests.benchmarks.measures import Figure
from tests.benchmarks.robot import ROOT, free_port, process, resident_mb, wait_for
from tests.support.speech_model import unpacked

TURNS = 25
QUESTIONS = (
    "lấy số",
    "giờ làm việc",
    "nhắc lại",
    "tôi muốn lấy số chứng thực",
    "có bao nhiêu người đang chờ",
)
QUIET_S = 0.7
LOUD = 0.02  # of the loudest sample: what lies below it is no speech any more
VOICE = "vi-south+f2"  # no voice of the model's training


class Hall:
    """A simulated robot with a speech model, reached over HTTP."""

    def __init__(self, port: int, bench: int) -> None:
        self._port = port
        self._bench = bench

    def begin(self) -> None:
        """Begin a visit, unless one is going on; its first question is spoken when this returns."""
        page = self._asked("GET", self._port, "/")
        if "screen-attract" not in page:
            return
        spoken = len(self.heard())
        visit = re.search(r'name="visit" value="(\d+)"', page)
        assert visit
        self._asked("POST", self._port, "/visit/touch", f"visit={visit[1]}")
        self.wait_until_spoken(spoken + 1)

    def say(self, text: str) -> float:
        """Have a citizen say it; when the last sound of it leaves them, on the simulator's clock."""
        said = json.dumps({"text": text, "voice": VOICE})
        answer = json.loads(self._asked("POST", self._bench, "/devices/microphone/say", said))
        return float(answer["ends"]) - _silent_end_s(text)

    def heard(self) -> list[dict[str, Any]]:
        """What the loudspeaker has played, by its beginnings on the simulator's clock."""
        played: list[dict[str, Any]] = json.loads(self._asked("GET", self._bench, "/heard"))
        return played

    def wait_until_spoken(self, count: int, within_s: float = 20.0) -> dict[str, Any]:
        """The utterance number `count`, when it has ended."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            played = [sound for sound in self.heard() if sound["n"] == count and sound["ended"]]
            if played:
                return played[0]
            time.sleep(0.05)
        raise TimeoutError(f"the robot did not speak within {within_s} s")

    def _asked(self, method: str, port: int, path: str, body: str = "") -> str:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
        connection.request(method, path, body, {"Content-Type": kind})
        try:
            return connection.getresponse().read().decode()
        finally:
            connection.close()


def answering(folder: Path) -> Iterator[Figure]:
    """Seconds from the end of a sentence to the first sample of the answer; memory."""
    config, data = _site(folder), folder / "data"
    port, bench = free_port(), free_port()
    ports = ("--port", str(port), "--bench-port", str(bench))
    with process("kiosk", "simulate", "--config", str(config), "--data", str(data), *ports) as child:
        wait_for(port)
        waits = list(_turns(Hall(port, bench)))
        sizes = _children(child.pid)
    yield Figure("end of speech → first sample, median", percentile(waits, 0.5), "s", "≤ 1.2")
    yield Figure("end of speech → first sample, p95", percentile(waits, 0.95), "s", "≤ 2.0")
    yield Figure("the same without the silence", 1000 * (percentile(waits, 0.5) - QUIET_S), "ms", "≤ 150")
    for name, megabytes in sizes.items():
        yield Figure(f"memory of {name}", megabytes, "MB", "")


@cache
def _silent_end_s(text: str) -> float:
    """How long the synthesised sentence is silent at its end."""
    samples = np.abs(samples_of(spoken_at_once(Saying(text, VOICE))))
    last = int(np.flatnonzero(samples > LOUD * samples.max())[-1])
    return (len(samples) - 1 - last) / RATE_HZ


def _turns(hall: Hall) -> Iterator[float]:
    for turn in range(TURNS):
        hall.begin()
        spoken = len(hall.heard())
        time.sleep(1.0)  # people think
        ends = hall.say(QUESTIONS[turn % len(QUESTIONS)])
        try:
            yield hall.wait_until_spoken(spoken + 1)["time"] - ends
        except TimeoutError:  # a farewell was heard: the visit is over
            continue


def _site(folder: Path) -> Path:
    config = folder / "config"
    shutil.copytree(ROOT / "config", config)
    speech = yaml.safe_load((config / "speech.yaml").read_text(encoding="utf-8"))
    speech["listening"] |= {"quiet_s": QUIET_S, "test_model": "yes", "models": {"vi": str(unpacked(folder))}}
    (config / "speech.yaml").write_text(yaml.safe_dump(speech), encoding="utf-8")
    return config


def _children(pid: int) -> dict[str, float]:
    """Megabytes of the robot and of its speech children."""
    sizes = {"the robot": resident_mb(pid)}
    for task in Path("/proc").glob("[0-9]*/cmdline"):
        words = task.read_bytes().split(b"\0")
        for name in ("speaking", "listening"):
            if f"dialogs.{name}.child".encode() in words:
                sizes[name] = resident_mb(int(task.parent.name))
    return sizes
