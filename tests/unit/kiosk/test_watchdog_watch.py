"""The watch feeds while all is well, and says where it hangs when it is not."""

import logging
import threading
from collections.abc import Sequence

import pytest

from kiosk.watchdog import watch as module
from kiosk.watchdog.manager import ServiceManager
from kiosk.watchdog.signs import Hang
from kiosk.watchdog.watch import Watch

ME = threading.get_ident()
LOOP = Hang("the event loop", 9.0, ME)
STORE = Hang("the store", 9.0, ME)
DEVICE = Hang("closing /dev/thing", 7.0, ME)
SPARED = Hang("closing /dev/thing", 7.0, ME, spared=True)


class Said(ServiceManager):
    """Keeps what the manager is told."""

    def __init__(self, watchdog_s: float | None = 10) -> None:
        super().__init__("/nowhere", watchdog_s)
        self.said: list[str] = []

    def _send(self, message: str) -> None:
        self.said.append(message)


class Part:
    """A sign that shows what it is told to."""

    def __init__(self, *hangs: Hang) -> None:
        self.now: Sequence[Hang] = hangs

    def hangs(self, now: float) -> Sequence[Hang]:
        return self.now


class Looks:
    """A watch whose looks are a second apart, or as told."""

    def __init__(self, *parts: Part) -> None:
        self.manager = Said()
        self.now = 0.0
        self.watch = Watch(parts, self.manager, lambda: self.now)

    def look(self, after_s: float = 1.0) -> None:
        self.now += after_s
        self.watch.look()


def _lines(caplog: pytest.LogCaptureFixture, start: str) -> list[str]:
    return [record.message for record in caplog.records if record.message.startswith(start)]


def test_it_is_fed_at_every_look_while_all_is_well() -> None:
    looks = Looks(Part(), Part())
    for _ in range(5):
        looks.look()
    assert looks.manager.said == ["WATCHDOG=1"] * 5


def test_a_hang_ends_the_feeding_and_asks_for_the_restart(caplog: pytest.LogCaptureFixture) -> None:
    part = Part()
    looks = Looks(part)
    looks.look()
    part.now = [LOOP]
    looks.look()
    assert looks.manager.said == ["WATCHDOG=1", "WATCHDOG=trigger"]
    assert _lines(caplog, "hang:") == ["hang: the event loop for_s=9.0 spared=False"]


def test_the_log_names_the_place_and_no_value(caplog: pytest.LogCaptureFixture) -> None:
    secret = "079123456789"
    Looks(Part(LOOP)).look()
    (place,) = _lines(caplog, "hangs in")
    assert place.startswith("hangs in MainThread: ")
    assert "test_the_log_names_the_place_and_no_value kiosk/test_watchdog_watch.py:" in place
    assert secret not in caplog.text


def test_a_hang_that_stays_is_logged_once_and_its_end_once(caplog: pytest.LogCaptureFixture) -> None:
    part = Part(LOOP)
    looks = Looks(part)
    for _ in range(5):
        looks.look()
    assert len(_lines(caplog, "hang:")) == 1
    part.now = ()
    looks.look()
    looks.look()
    assert _lines(caplog, "hangs no longer") == ["hangs no longer: the event loop"]
    assert looks.manager.said[-2:] == ["WATCHDOG=1"] * 2


def test_a_loop_that_hangs_is_not_blamed_on_the_store(caplog: pytest.LogCaptureFixture) -> None:
    Looks(Part(LOOP), Part(DEVICE), Part(STORE)).look()
    assert _lines(caplog, "hang:") == ["hang: the event loop for_s=9.0 spared=False"]


def test_a_spared_hang_is_logged_and_fed_on(caplog: pytest.LogCaptureFixture) -> None:
    looks = Looks(Part(), Part(SPARED), Part())
    looks.look()
    looks.look()
    assert looks.manager.said == ["WATCHDOG=1"] * 2
    assert _lines(caplog, "hang:") == ["hang: closing /dev/thing for_s=7.0 spared=True"]


def test_a_spared_hang_does_not_hide_another_one() -> None:
    looks = Looks(Part(SPARED), Part(STORE))
    looks.look()
    assert looks.manager.said == ["WATCHDOG=trigger"]


def test_a_watch_that_was_stopped_itself_judges_nobody_and_feeds_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    part = Part()
    looks = Looks(part)
    looks.look()
    part.now = [LOOP]
    looks.look(after_s=30)
    assert (looks.manager.said, caplog.records) == (["WATCHDOG=1"], [])
    looks.look()
    assert looks.manager.said == ["WATCHDOG=1", "WATCHDOG=trigger"]


def test_a_log_that_hangs_with_the_rest_does_not_keep_us_from_being_restarted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full = threading.Event()

    class FullPipe(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            full.wait(10)

    monkeypatch.setattr(module, "TELLING_S", 0.05)
    handler = FullPipe()
    module.log.addHandler(handler)
    looks = Looks(Part(LOOP))
    looks.look()
    module.log.removeHandler(handler)
    full.set()
    assert looks.manager.said == ["WATCHDOG=trigger"]


def test_it_looks_by_itself_and_says_that_the_end_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_S", 0.01)
    fed = threading.Event()
    manager = Said()
    manager.feed = fed.set
    with Watch((Part(),), manager):
        assert fed.wait(10)
    assert manager.said == ["STOPPING=1"]


@pytest.mark.parametrize(("watchdog_s", "look_s"), [(None, 1.0), (60, 1.0), (10, 1.0), (1, 0.5)])
def test_it_looks_at_least_twice_in_the_time_of_the_watchdog(watchdog_s: float | None, look_s: float) -> None:
    assert Watch((), Said(watchdog_s))._look_s == look_s
