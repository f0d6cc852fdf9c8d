"""The simulator as a good neighbour: it starts, says plainly why it cannot, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from simulator.__main__ import main


def test_it_ends_at_a_signal_and_takes_its_link_away(simulator):
    running = simulator()
    assert running.wire.is_symlink()
    assert running.stop() == 0
    assert not running.wire.is_symlink()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_open_event_stream_does_not_hold_it(simulator, number):
    running = simulator()
    host, port = running.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as stream:
        stream.sendall(b"GET /events HTTP/1.1\r\nHost: bench\r\n\r\n")
        assert b"200" in stream.recv(1000)
        running.process.send_signal(number)
        assert running.process.wait(8) == 0


def test_what_a_killed_one_left_is_replaced(simulator):
    running = simulator()
    running.process.kill()
    running.process.wait()
    assert running.wire.is_symlink()
    again = simulator()
    assert os.path.exists(again.wire)  # noqa: PTH110 (follows the link)


def test_it_ends_when_its_parent_dies(tmp_path, eventually):
    child = f"[{sys.executable!r}, '-m', 'simulator', '--data', {str(tmp_path)!r}, '--bench-port', '0']"
    code = (
        f"import subprocess, sys; p = subprocess.Popen({child}); print(p.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        wire = tmp_path / "wires" / "printer"
        eventually(wire.is_symlink)
        parent.kill()
        parent.wait()
        eventually(lambda: not wire.is_symlink())


def test_a_taken_port_is_one_clear_line(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--data", str(tmp_path), "--bench-port", str(port)]) == 1
    said = capsys.readouterr().err
    why = "Address already in use"
    assert said == f"error: cannot use port {port} for the bench ({why}); give another --bench-port\n"


def test_a_taken_printer_port_is_one_clear_line(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--data", str(tmp_path), "--bench-port", "0", "--tcp-port", str(port)]) == 1
    assert capsys.readouterr().err.startswith(f"error: cannot set up port {port} (")


def test_a_data_folder_that_cannot_be_made_is_one_clear_line(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["--data", str(tmp_path / "file"), "--bench-port", "0"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: cannot set up ") and said.count("\n") == 1


def test_two_in_one_folder_are_one_too_many(simulator, tmp_path, capsys):
    simulator()
    assert main(["--data", str(tmp_path), "--bench-port", "0"]) == 1
    assert "another simulator is running" in capsys.readouterr().err


def test_a_wrong_scenario_is_told_by_line_and_column(tmp_path, capsys):
    story = tmp_path / "story.yaml"
    story.write_text("title: {vi: a, en: a}\nabout: {vi: a, en: a}\nsteps:\n  - {at: 0, do: opne_cover}\n")
    assert main(["--data", str(tmp_path), "--bench-port", "0", "--scenario", str(story)]) == 1
    expected = f"{story}:4:17: error: unknown act 'opne_cover'; did you mean open_cover?\n"
    assert capsys.readouterr().err == expected
