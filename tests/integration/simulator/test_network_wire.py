"""The printer at a raw network port, as at 9100."""

import socket
from contextlib import suppress

import pytest

ASK = b"\x10\x04\x01"
TICKET = b"\x1dv0\x00\x48\x00\x18\x00" + b"\xff" * 72 * 24 + b"\x1dVB\x00\x1d(H\x06\x0000ABCD"
JOB_DONE = b'\x37"ABCD\x00'


@pytest.fixture
def connect():
    sockets = []

    def open_one(running):
        host, port = running.address("network").split(":")
        sockets.append(socket.create_connection((host, int(port)), timeout=10))
        return sockets[-1]

    yield open_one
    for sock in sockets:
        sock.close()


def heard(sock: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count and (more := sock.recv(count - len(data))):
        data += more
    return data


def test_a_host_prints_over_the_network(simulator, connect):
    running = simulator("--tcp-port", "0")
    sock = connect(running)
    sock.sendall(ASK + TICKET)
    assert heard(sock, 8) == b"\x12" + JOB_DONE
    assert len(running.tickets()) == 1


def test_many_tickets_pass_when_nothing_takes_time(simulator, connect):
    running = simulator("--tcp-port", "0", "--baud", "0", "--roll-m", "10000")
    sock = connect(running)
    for _ in range(300):
        sock.sendall(TICKET)
        assert heard(sock, 7) == JOB_DONE
    assert len(running.tickets()) == 300


def test_answers_go_to_the_host_that_spoke_last(simulator, connect):
    running = simulator("--tcp-port", "0", "--baud", "0")
    first, second = connect(running), connect(running)
    for sock in (second, first, second):
        sock.sendall(ASK)
        assert heard(sock, 1) == b"\x12"


def test_a_host_still_connected_at_the_end_is_no_error(simulator, connect, capfd):
    running = simulator("--tcp-port", "0")
    sock = connect(running)
    sock.sendall(ASK)
    assert heard(sock, 1) == b"\x12"
    assert running.stop() == 0
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("act", ["pull_cable", "power_off"])
def test_connections_end_with_the_cable_or_the_power(simulator, connect, act):
    running = simulator("--tcp-port", "0")
    sock = connect(running)
    sock.sendall(ASK)
    assert heard(sock, 1) == b"\x12"
    running.hands(act)
    with suppress(ConnectionResetError):
        assert sock.recv(1) == b""
