"""What is asked of the PC/SC daemon's launcher, and why there is none; with a fake for the daemon."""

import socket
import threading
from pathlib import Path

import pytest

from simulator.pcscd import daemon, launcher
from simulator.pcscd.daemon import NoDaemon, PcscDaemon, find_daemon
from simulator.pcscd.launcher import Launcher
from simulator.pcscd.orders import CONNECT, KILL, NO_READER, OK, START, STOP

FAKE = """#!/bin/sh
[ "$1" = --help ] && { echo "$HELP"; exit; }
echo "$@" > {folder}/started
touch {folder}/pcscd.comm
exec sleep 60
"""


@pytest.fixture
def folders(tmp_path, monkeypatch) -> Path:
    """The launcher's folders are ones that everybody may write to."""
    monkeypatch.setattr(launcher, "SOCKETS", tmp_path)
    monkeypatch.setattr(launcher, "READERS", tmp_path / "readers")
    return tmp_path


class Told:
    """A launcher that obeys in a thread of its own."""

    def __init__(self, folder: Path, script: str = FAKE) -> None:
        program = folder / "pcscd"
        program.write_text(script.replace("{folder}", str(folder)))
        program.chmod(0o755)
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ours.settimeout(20)
        self._theirs = theirs
        self._thread = threading.Thread(target=Launcher(str(program), theirs).serve)
        self._thread.start()

    def order(self, order: str) -> str:
        self._ours.send(order.encode())
        return self._ours.recv(1000).decode()

    def end(self) -> None:
        self._ours.close()
        self._thread.join(20)
        self._theirs.close()


@pytest.fixture
def told(folders, monkeypatch):
    monkeypatch.setattr(launcher.namespaces, "die_with_parent", None)
    told = Told(folders)
    yield told
    told.end()


def test_a_daemon_is_started_with_its_reader_and_ended(told, folders):
    assert told.order(START) == OK
    assert (folders / "started").read_text().split() == ["--foreground", "--config", str(folders / "readers")]
    assert "CHANNELID    0x8C7B" in (folders / "readers" / "vpcd").read_text()
    assert told.order(STOP) == OK
    assert not (folders / "pcscd.comm").exists()


def test_a_daemon_is_started_anew_without_its_reader(told, folders):
    assert [told.order(START), told.order(KILL), told.order(f"{START} {NO_READER}")] == [OK, OK, OK]
    assert list((folders / "readers").iterdir()) == []


def test_what_is_left_of_the_daemon_goes_with_its_launcher(told, folders):
    assert told.order(START) == OK
    told.end()
    assert not (folders / "pcscd.comm").exists()


def test_a_reader_that_is_not_there_is_said(told, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    monkeypatch.setattr(launcher, "FIRST_PORT", port)
    assert told.order(f"{CONNECT} 0") == "Connection refused"


def test_a_daemon_that_ends_at_once_is_said(folders, monkeypatch):
    monkeypatch.setattr(launcher.namespaces, "die_with_parent", None)
    told = Told(folders, "#!/bin/sh\nexit 3\n")
    assert told.order(START) == "the daemon ended at once (exit code 3)"
    told.end()


def test_a_newer_daemon_is_told_to_ask_nobody(folders, monkeypatch):
    monkeypatch.setattr(launcher.namespaces, "die_with_parent", None)
    monkeypatch.setenv("HELP", "  --disable-polkit  do not ask")
    told = Told(folders)
    assert told.order(START) == OK
    assert "--disable-polkit" in (folders / "started").read_text()
    told.end()


def test_a_machine_without_the_daemon_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(daemon.shutil, "which", lambda name, path=None: None)
    with pytest.raises(NoDaemon) as none:
        find_daemon()
    assert str(none.value) == "pcscd is not installed; as root: apt-get install pcscd vsmartcard-vpcd"


def test_a_machine_without_the_virtual_reader_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(daemon.shutil, "which", lambda name, path=None: "/usr/sbin/pcscd")
    monkeypatch.setattr(daemon, "LIBRARIES", ("/nowhere/libifdvpcd.so",))
    with pytest.raises(NoDaemon, match="the virtual reader for pcscd is not installed; as root: apt-get"):
        find_daemon()


async def test_a_folder_whose_name_is_too_long_for_a_socket_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(daemon, "find_daemon", lambda: ("/bin/true", "/dev/null"))
    with pytest.raises(NoDaemon, match=r"its socket's path may have 107 bytes, not \d+; shorten --data"):
        await PcscDaemon(tmp_path / ("long" * 30)).open()
