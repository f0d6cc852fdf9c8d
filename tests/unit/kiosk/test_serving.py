"""Listening: one clear line when it cannot be done."""

import socket

import pytest

from kiosk.serving import CannotListen, address, listen


def test_a_taken_port_says_what_to_do() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(
            CannotListen, match=f"cannot listen on 127.0.0.1:{port}: .* choose another --port"
        ):
            listen("127.0.0.1", port)


def test_the_address_is_one_that_can_be_opened() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_that_is_not_ours_points_to_the_configuration(host: str) -> None:
    with pytest.raises(CannotListen, match=f"cannot listen on {host}:0: .* check `listen` in site.yaml"):
        listen(host, 0)


def test_answers_are_not_held_back_for_the_acknowledgement_of_the_last_one() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP, "asyncio turns Nagle off for such sockets only"


def test_who_connects_before_the_server_runs_is_kept_waiting() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        pass


def test_a_robot_for_everybody_tells_an_address_that_phones_can_open() -> None:
    with listen("0.0.0.0", 0) as listener:
        assert "//0.0.0.0:" not in address(listener)
