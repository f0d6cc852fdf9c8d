"""The child's side of a worker: blocking messages over what was stdin and stdout.

Responsible for: messages, keeping printing libraries out of them, ending when the parent is gone.
Not responsible for: what the messages say.
"""

import os
import select
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from io import FileIO
from typing import Any, BinaryIO

from dialogs.workers.frames import HEAD, Frame, decode_head, decode_json, encode_frame

GRACE_S = 1.0  # an orphan that waits for messages ends by itself at once; one that hangs is ended after this
ORPHANED = 3  # the exit code then


class Pipe:
    """The messages from and to the parent."""

    def __init__(self, inward: BinaryIO, outward: FileIO) -> None:
        self._inward = inward
        self._outward = outward

    @classmethod
    def take(cls) -> "Pipe":
        """Claim stdin and stdout; whatever prints from now on prints to stderr. To be called once, first."""
        inward, outward = os.dup(0), os.dup(1)
        with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a device, no path to work with
            os.dup2(nothing.fileno(), 0)
        os.dup2(2, 1)
        sys.stdout.flush()
        sys.stdout = sys.stderr
        threading.Thread(target=_end_with_parent, args=(inward,), daemon=True).start()
        return cls(os.fdopen(inward, "rb"), os.fdopen(outward, "wb", buffering=0))

    def read(self) -> Frame | None:
        """The next message; None when there will be no more. Raises `BadFrame`."""
        head = self._inward.read(HEAD.size)
        if len(head) < HEAD.size:
            return None
        json_bytes, blob_bytes = decode_head(head)
        text, blob = self._inward.read(json_bytes), self._inward.read(blob_bytes)
        if len(text) < json_bytes or len(blob) < blob_bytes:
            return None
        return decode_json(text), blob

    def write(self, message: Mapping[str, Any], blob: bytes = b"") -> None:
        """Send one message; lost when the parent is gone, which `read` tells. Raises `BadFrame`."""
        rest = memoryview(encode_frame(message, blob))
        with suppress(BrokenPipeError):
            while rest:
                rest = rest[self._outward.write(rest) :]


def _end_with_parent(inward: int) -> None:
    """End the process when nobody holds the other end any more, even if it is busy or hangs."""
    hung_up = select.poll()
    hung_up.register(inward, 0)
    hung_up.poll()
    threading.Event().wait(GRACE_S)
    os._exit(ORPHANED)
