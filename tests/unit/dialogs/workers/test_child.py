"""The child's side of the pipe, with pipes that end in the middle."""

import os
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from dialogs.workers.child import Pipe
from dialogs.workers.frames import HEAD, BadFrame, FrameDecoder, encode_frame


class Wires:
    """A pipe in each direction, and the parent's ends of them."""

    def __init__(self) -> None:
        child_in, self.to_child = os.pipe()
        self.from_child, child_out = os.pipe()
        self.inward: BinaryIO = os.fdopen(child_in, "rb")
        self.outward = os.fdopen(child_out, "wb", buffering=0)
        self.pipe = Pipe(self.inward, self.outward)


@pytest.fixture
def wires() -> Iterator[Wires]:
    wires = Wires()
    yield wires
    wires.inward.close()
    wires.outward.close()
    for fd in (wires.to_child, wires.from_child):
        if fd >= 0:
            os.close(fd)


def hang_up(wires: Wires) -> None:
    os.close(wires.to_child)
    wires.to_child = -1


def test_messages_are_read_one_by_one_until_there_are_no_more(wires: Wires) -> None:
    os.write(wires.to_child, encode_frame({"n": 1}, b"abc") + encode_frame({"n": 2}))
    hang_up(wires)
    assert wires.pipe.read() == ({"n": 1}, b"abc")
    assert wires.pipe.read() == ({"n": 2}, b"")
    assert wires.pipe.read() is None


@pytest.mark.parametrize("cut", range(1, len(encode_frame({"n": 1}, b"abc"))))
def test_a_message_that_is_cut_off_is_the_end(wires: Wires, cut: int) -> None:
    os.write(wires.to_child, encode_frame({"n": 1}, b"abc")[:cut])
    hang_up(wires)
    assert wires.pipe.read() is None


def test_a_length_beyond_the_bounds_is_refused(wires: Wires) -> None:
    os.write(wires.to_child, HEAD.pack(2, 1 << 30))
    with pytest.raises(BadFrame, match="a blob of 1073741824 bytes"):
        wires.pipe.read()


def test_what_is_written_arrives_at_once(wires: Wires) -> None:
    wires.pipe.write({"n": 1}, b"abc")
    assert list(FrameDecoder().feed(os.read(wires.from_child, 1000))) == [({"n": 1}, b"abc")]


def test_writing_to_a_parent_that_is_gone_is_no_error(wires: Wires) -> None:
    os.close(wires.from_child)
    wires.from_child = -1
    wires.pipe.write({"n": 1})
    wires.pipe.write({"n": 2}, bytes(1_000_000))
