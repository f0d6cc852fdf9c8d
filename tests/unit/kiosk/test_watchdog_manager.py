"""systemd's notify protocol: who is told, what, and that nobody else is bothered."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.watchdog.manager import ServiceManager

PID = os.getpid()


class Listener:
    """The manager's side of the socket."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(address.replace("@", "\0", 1))
        self._socket.settimeout(0)

    def heard(self) -> list[str]:
        messages = []
        while True:
            try:
                messages.append(self._socket.recv(4096).decode())
            except BlockingIOError:
                return messages

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(params=["path", "abstract"])
def listener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Listener]:
    made = Listener(f"{'@' if request.param == 'abstract' else ''}{tmp_path}/notify")
    yield made
    made.close()


def _manager(listener: Listener, **more: str) -> ServiceManager:
    return ServiceManager.from_environment({"NOTIFY_SOCKET": listener.address, **more}, PID)


def test_everything_is_said_in_systemds_words(listener: Listener) -> None:
    manager = _manager(listener, WATCHDOG_USEC="10000000", WATCHDOG_PID=str(PID))
    assert manager.watchdog_s == 10
    manager.ready()
    manager.status("degraded:\nprinter paper_out")
    manager.feed()
    manager.trigger()
    manager.stopping()
    assert listener.heard() == [
        "READY=1",
        "STATUS=degraded: printer paper_out",
        "WATCHDOG=1",
        "WATCHDOG=trigger",
        "STOPPING=1",
    ]


@pytest.mark.parametrize("watchdog", [{}, {"WATCHDOG_USEC": "0"}, {"WATCHDOG_USEC": "soon"}])
def test_without_a_watchdog_it_is_not_fed(listener: Listener, watchdog: dict[str, str]) -> None:
    manager = _manager(listener, **watchdog)
    manager.feed()
    manager.trigger()
    assert manager.watchdog_s is None
    assert listener.heard() == []


def test_a_watchdog_of_another_process_is_not_ours(listener: Listener) -> None:
    manager = _manager(listener, WATCHDOG_USEC="10000000", WATCHDOG_PID=str(PID + 1))
    assert manager.watchdog_s is None
    manager.ready()
    assert listener.heard() == ["READY=1"]


def test_children_do_not_inherit_the_socket(listener: Listener) -> None:
    environment = {"NOTIFY_SOCKET": listener.address, "WATCHDOG_USEC": "1", "WATCHDOG_PID": "1", "HOME": "/"}
    ServiceManager.from_environment(environment, PID)
    assert environment == {"HOME": "/"}


def test_without_a_manager_nothing_happens() -> None:
    manager = ServiceManager.from_environment({"WATCHDOG_USEC": "10000000"}, PID)
    assert manager.watchdog_s is None
    for say in (manager.ready, manager.feed, manager.trigger, manager.stopping):
        say()


def test_an_address_that_is_no_path_is_told_and_ignored(caplog: pytest.LogCaptureFixture) -> None:
    ServiceManager.from_environment({"NOTIFY_SOCKET": "vsock:2:1234"}, PID).ready()
    assert [record.message for record in caplog.records] == [
        "NOTIFY_SOCKET is not a path and is ignored: vsock:2:1234"
    ]


def test_a_manager_that_is_gone_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    manager = ServiceManager(str(tmp_path / "nobody"), 10)
    for _ in range(3):
        manager.feed()
    assert len(caplog.records) == 1
    assert "does not hear us" in caplog.text


def test_a_status_of_any_length_fits_into_a_datagram(listener: Listener) -> None:
    _manager(listener).status("x" * 1_000_000)
    (message,) = listener.heard()
    assert len(message) < 300
