"""Pictures of maps: PGM, binary or in figures, and PNG (Netpbm pgm(5); PNG specification 5.3, 11.2)."""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_BYTES = 64 * 1024 * 1024
LARGEST_PX = 25_000_000
FORMATS = "a PGM (P5 or P2) or a PNG"
CHUNK_FRAME = 12  # bytes of a PNG chunk besides its data: length, type, check
OPAQUE_FROM = 128  # of 255
_PGM_FIGURES = rb"(?:\s|#[^\n]*\n)+(\d+)"
_PGM_HEAD = re.compile(rb"P[25]" + 3 * _PGM_FIGURES + rb"(?=\s)")
_COMMENT = re.compile(rb"#[^\n]*")


class BadPicture(Exception):
    """A picture that is no map; what is wrong, what would be right."""

    def __init__(self, what: str, right: str) -> None:
        super().__init__(f"{what} ({right})")
        self.what = what
        self.right = right


@dataclass(frozen=True, slots=True, eq=False)
class MapPicture:
    """Both (rows, columns) from the top: grey from 0 black to 255 white, and where one sees through."""

    grey: NDArray[np.float64]
    transparent: NDArray[np.bool_]


def read_picture(file: Path) -> MapPicture:
    """The picture in `file`. Raises `BadPicture`."""
    content = _content(file)
    if content.startswith(PNG_SIGNATURE):
        return _png(file, content)
    if content[:2] in (b"P5", b"P2"):
        grey = _pgm(file, content)
        return MapPicture(grey, np.zeros(grey.shape, np.bool_))
    raise BadPicture(f"`{file.name}` is no picture of a map", f"save it as {FORMATS}")


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        right = "put it beside the YAML file, or name it as it is called"
        raise BadPicture(f"the picture `{file.name}` is missing in {file.parent}", right) from None
    except OSError as error:
        raise BadPicture(
            f"the picture `{file.name}` cannot be read: {error.strerror}", f"name {FORMATS}"
        ) from None
    if len(content) > LARGEST_BYTES:
        raise _too_large(file)
    return content


def _pgm(file: Path, content: bytes) -> NDArray[np.float64]:
    head = _PGM_HEAD.match(content)
    if head is None or any(len(figures) > 9 for figures in head.groups()):
        raise _damaged(file)
    columns, rows, brightest = (int(figures) for figures in head.groups())
    _check_size(file, columns, rows)
    if not 0 < brightest < 65536:
        raise _damaged(file)
    body = content[head.end() + 1 :]
    grey = _in_figures(body) if content[1:2] == b"2" else _binary(body, brightest)
    if grey is None or len(grey) < rows * columns:
        raise _damaged(file)
    return np.minimum(grey[: rows * columns].reshape(rows, columns) * (255.0 / brightest), 255.0)


def _in_figures(body: bytes) -> NDArray[np.float64] | None:
    words = _COMMENT.sub(b"", body).split()
    return np.array(words, np.float64) if all(word.isdigit() and len(word) < 9 for word in words) else None


def _binary(body: bytes, brightest: int) -> NDArray[np.float64]:
    if brightest < 256:
        return np.frombuffer(body, np.uint8).astype(np.float64)
    return np.frombuffer(body[: len(body) // 2 * 2], ">u2").astype(np.float64)


def _png(file: Path, content: bytes) -> MapPicture:
    chunks = dict(_chunks(content))
    if len(chunks.get(b"IHDR", b"")) != 13 or b"IEND" not in chunks:
        raise _damaged(file)
    _check_size(file, *struct.unpack(">II", chunks[b"IHDR"][:8]))
    try:
        pixels = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        raise _damaged(file) from None
    if pixels is None:
        raise _damaged(file)
    levels = np.asarray(pixels, np.float64) / (257.0 if pixels.dtype == np.uint16 else 1.0)
    levels = levels.reshape(*levels.shape[:2], -1)
    seen = 1 if levels.shape[2] < 3 else 3
    opaque = levels[:, :, seen] if levels.shape[2] > seen else np.full(levels.shape[:2], 255.0)
    return MapPicture(levels[:, :, :seen].mean(axis=2), np.asarray(opaque < OPAQUE_FROM))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Types and data of a PNG's chunks up to the first one that is not whole."""
    at = len(PNG_SIGNATURE)
    while at + CHUNK_FRAME <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + CHUNK_FRAME + length]
        if check != struct.pack(">I", zlib.crc32(kind + data)):
            return
        yield kind, data
        at += CHUNK_FRAME + length


def _check_size(file: Path, columns: int, rows: int) -> None:
    if not columns or not rows:
        raise _damaged(file)
    if columns * rows > LARGEST_PX:
        raise _too_large(file)


def _damaged(file: Path) -> BadPicture:
    return BadPicture(f"the picture `{file.name}` is damaged or cut short", f"save it again as {FORMATS}")


def _too_large(file: Path) -> BadPicture:
    right = f"at most {LARGEST_PX // 10**6} million pixels, mostly 5 cm each"
    return BadPicture(f"the picture `{file.name}` is too large", right)
