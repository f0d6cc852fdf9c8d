"""Messages as bytes: two big-endian uint32 (length of the JSON, length of the blob), JSON in UTF-8, blob.

Responsible for: framing, bounds. Not responsible for: pipes and processes (worker.py, child.py).
"""

import json
import struct
from collections.abc import Iterator, Mapping
from typing import Any

HEAD = struct.Struct(">II")
LONGEST_JSON_BYTES = 1 << 20
LONGEST_BLOB_BYTES = 32 << 20

Frame = tuple[dict[str, Any], bytes]


class BadFrame(ValueError):
    """These bytes are no message of ours; why."""


def encode_frame(message: Mapping[str, Any], blob: bytes = b"") -> bytes:
    """One message. Raises `BadFrame` when it is longer than a frame may be."""
    text = json.dumps(message).encode()
    _check_lengths(len(text), len(blob))
    return b"".join((HEAD.pack(len(text), len(blob)), text, blob))


def decode_head(head: bytes) -> tuple[int, int]:
    """Bytes of JSON and of blob that follow. Raises `BadFrame`."""
    lengths: tuple[int, int] = HEAD.unpack(head)
    _check_lengths(*lengths)
    return lengths


def decode_json(text: bytes) -> dict[str, Any]:
    """The message itself. Raises `BadFrame`."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFrame(f"a message is not JSON: {error}") from error
    if not isinstance(message, dict):
        raise BadFrame(f"a message must be an object, not {type(message).__name__}")
    return message


class FrameDecoder:
    """Bytes as they come → whole messages."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """The messages that `data` completes. Raises `BadFrame`; nothing can be read after it."""
        self._waiting += data
        while (frame := self._next()) is not None:
            yield frame

    def _next(self) -> Frame | None:
        if len(self._waiting) < HEAD.size:
            return None
        json_bytes, blob_bytes = decode_head(bytes(self._waiting[: HEAD.size]))
        blob_at = HEAD.size + json_bytes
        end = blob_at + blob_bytes
        if len(self._waiting) < end:
            return None
        frame = decode_json(bytes(self._waiting[HEAD.size : blob_at])), bytes(self._waiting[blob_at:end])
        del self._waiting[:end]
        return frame


def _check_lengths(json_bytes: int, blob_bytes: int) -> None:
    if json_bytes > LONGEST_JSON_BYTES:
        raise BadFrame(f"a message of {json_bytes} bytes; at most {LONGEST_JSON_BYTES}")
    if blob_bytes > LONGEST_BLOB_BYTES:
        raise BadFrame(f"a blob of {blob_bytes} bytes; at most {LONGEST_BLOB_BYTES}")
