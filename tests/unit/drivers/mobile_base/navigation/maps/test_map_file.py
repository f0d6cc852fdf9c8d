"""Maps as map_server keeps them, and all that can be wrong with one."""

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.mobile_base.navigation.maps.grid import FREE, OCCUPIED, UNKNOWN
from drivers.mobile_base.navigation.maps.map_file import MapError, load_map
from drivers.motion import Pose

GOOD = "image: m.pgm\nresolution: 0.05\norigin: [-1.0, 2.0, 0.0]\nnegate: 0\n"
GREYS = [[0, 128, 254], [254, 254, 0]]  # from the top
CELLS = [[FREE, FREE, OCCUPIED], [OCCUPIED, UNKNOWN, FREE]]  # from the bottom


def _pgm(greys: list[list[int]], brightest: int = 255, kind: str = "P5") -> bytes:
    head = f"{kind}\n# made by a robot\n{len(greys[0])} {len(greys)}\n{brightest}\n".encode()
    if kind == "P2":
        return head + "\n".join(" ".join(map(str, row)) for row in greys).encode()
    size = ">u1" if brightest < 256 else ">u2"
    return head + np.array(greys, size).tobytes()


def _png(pixels: object, dtype: str = "u1") -> bytes:
    made, content = cv2.imencode(".png", np.array(pixels, dtype))
    assert made
    return bytes(content.tobytes())


def _write(folder: Path, picture: bytes = _pgm(GREYS), text: str = GOOD, name: str = "m.pgm") -> Path:
    (folder / name).write_bytes(picture)
    file = folder / "m.yaml"
    file.write_text(text.replace("m.pgm", name), encoding="utf-8")
    return file


def test_row_0_is_the_lowest_of_the_picture(tmp_path: Path) -> None:
    grid = load_map(_write(tmp_path))
    assert grid.cells.tolist() == CELLS
    assert (grid.resolution_m, grid.origin) == (0.05, Pose(-1.0, 2.0, 0.0))
    assert grid.at(-0.975, 2.075) == OCCUPIED


@pytest.mark.parametrize(
    ("name", "picture"),
    [
        ("p2.pgm", _pgm(GREYS, kind="P2")),
        ("few.pgm", _pgm([[0, 5, 10], [10, 10, 0]], brightest=10)),
        ("deep.pgm", _pgm([[0, 32768, 65535], [65535, 65535, 0]], brightest=65535)),
        ("grey.png", _png(GREYS)),
        ("deep.png", _png([[0, 32768, 65535], [65535, 65535, 0]], "u2")),
        ("colours.png", _png([[[grey] * 3 for grey in row] for row in GREYS])),
        (
            "seen through.png",
            _png([[[0, 0, 0, 255], [254, 254, 254, 0], [254] * 4], [[254] * 4, [254] * 4, [0, 0, 0, 255]]]),
        ),
    ],
)
def test_every_kind_of_picture_gives_the_same_cells(tmp_path: Path, name: str, picture: bytes) -> None:
    assert load_map(_write(tmp_path, picture, name=name)).cells.tolist() == CELLS


@pytest.mark.parametrize(
    ("more", "greys", "cells"),
    [
        ("negate: 1", [[0, 128, 254]], [FREE, UNKNOWN, OCCUPIED]),
        ("negate: no", [[0, 128, 254]], [OCCUPIED, UNKNOWN, FREE]),
        ("", [[205, 89, 90]], [FREE, OCCUPIED, UNKNOWN]),
        ("free_thresh: 0.196", [[205, 206, 89]], [UNKNOWN, FREE, OCCUPIED]),
        ("occupied_thresh: 0.5", [[127, 128, 200]], [OCCUPIED, UNKNOWN, FREE]),
        ("mode: scale", [[200, 150, 120]], [FREE, UNKNOWN, OCCUPIED]),
        ("mode: raw", [[0, 100, 255]], [FREE, OCCUPIED, UNKNOWN]),
        ("mode: raw", [[25, 50, 65]], [FREE, UNKNOWN, OCCUPIED]),
        ("{mode: raw, negate: 1}", [[255, 155, 0]], [FREE, OCCUPIED, UNKNOWN]),
    ],
)
def test_thresholds_and_modes(tmp_path: Path, more: str, greys: list[list[int]], cells: list[int]) -> None:
    lines = more.strip("{}").replace(", ", "\n")
    text = GOOD.replace("negate: 0\n", "") + f"{lines}\n"
    assert load_map(_write(tmp_path, _pgm(greys), text)).cells[0].tolist() == cells


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("image: m.pgm\n", "", "image", "`image` is missing (add the picture, for example `image: map.png`)"),
        ("m.pgm", "other.pgm", "image", "the picture `other.pgm` is missing in "),
        ("resolution: 0.05\n", "", "resolution", "`resolution` is missing (add it: a number from 0.01"),
        ("0.05", "5", "resolution", "`resolution` is `5` (a number from 0.01 to 0.2, for example"),
        ("0.05", "-0.05", "resolution", "`resolution` is `-0.05`"),
        ("0.05", ".nan", "resolution", "`resolution` is `nan`"),
        ("0.05", "yes", "resolution", "`resolution` is `True`"),
        ("[-1.0, 2.0, 0.0]", "[1, 2]", "origin", "`origin` is `[1, 2]` (three numbers: x and y"),
        ("[-1.0, 2.0, 0.0]", "here", "origin", "`origin` is `here`"),
        ("origin: [-1.0, 2.0, 0.0]", "", "origin", "`origin` is missing (add three numbers"),
        ("2.0, 0.0]", "2.0, 1.57]", "origin", "turned by 1.57 rad, which is not supported (turn the picture"),
        ("negate: 0", "negate: 2", "negate", "`negate` is `2` (0: dark is occupied; 1: light is)"),
        ("negate: 0", "mode: grey", "mode", "`mode` is `grey` (one of trinary, scale, raw)"),
        ("negate: 0", "occupied_thresh: 65", "occupied_thresh", "`occupied_thresh` is `65` (a number"),
        ("negate: 0", "free_thresh: 0.9", "free_thresh", "`free_thresh` 0.9 is above `occupied_thresh`"),
        (GOOD, "- a\n", "", "it is no map (a map has lines like `image: map.png`"),
        (GOOD, "", "", "it is no map"),
        (GOOD, "a: [\n", "", "is not YAML: "),
        (GOOD, "a" * 70_000, "", "the file is too large"),
    ],
)  # fmt: skip
def test_a_description_that_is_wrong(tmp_path: Path, old: str, new: str, key: str, said: str) -> None:
    file = _write(tmp_path, text=GOOD.replace(old, new))
    with pytest.raises(MapError) as told:
        load_map(file)
    assert told.value.key == key
    assert str(told.value).startswith(f"{file}: ")
    assert said in str(told.value)


WHOLE = _png(GREYS)


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (b"", "is no picture of a map (save it as a PGM (P5 or P2) or a PNG)"),
        (b"\xff\xd8\xff\xe0 a JPEG", "is no picture of a map"),
        (_pgm(GREYS)[:-1], "is damaged or cut short"),
        (_pgm(GREYS, kind="P2")[:-5], "is damaged or cut short"),
        (b"P2\n2 1\n255\n1 -2\n", "is damaged or cut short"),
        (b"P5\n0 1\n255\n", "is damaged or cut short"),
        (b"P5\n1 1\n0\n\0", "is damaged or cut short"),
        (b"P5\n1 1\n70000\n\0\0", "is damaged or cut short"),
        (b"P5\n999999999 999999999\n255\n", "is too large (at most 25 million pixels"),
        (b"P5\n9999999999 1\n255\n", "is damaged or cut short"),
        (b"P5\nx", "is damaged or cut short"),
        (WHOLE[:-4], "is damaged or cut short"),
        (WHOLE[:40], "is damaged or cut short"),
        (WHOLE[:45] + b"\0" + WHOLE[46:], "is damaged or cut short"),
    ],
)
def test_a_picture_that_is_wrong(tmp_path: Path, picture: bytes, said: str) -> None:
    with pytest.raises(MapError, match="m\\.pgm") as told:
        load_map(_write(tmp_path, picture))
    assert told.value.key == "image"
    assert said in told.value.what + f" ({told.value.right})"


def test_a_png_whose_pixels_are_no_pixels(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0))
    content = WHOLE[:8] + head + chunk(b"IDAT", b"none") + chunk(b"IEND", b"")
    with pytest.raises(MapError, match="damaged"):
        load_map(_write(tmp_path, content))


def test_a_hall_as_large_as_a_town_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace("0.05", "0.2")
    with pytest.raises(MapError, match=r"would be 300 × 0 m: 1500 × 1 pixels of 0\.2 m \(at most 200 m"):
        load_map(_write(tmp_path, _pgm([[0] * 1500]), text))


def test_a_missing_and_an_unreadable_file(tmp_path: Path) -> None:
    with pytest.raises(MapError, match="the file is missing"):
        load_map(tmp_path / "none.yaml")
    with pytest.raises(MapError, match="cannot be read: Is a directory"):
        load_map(tmp_path)
    (tmp_path / "m.pgm").mkdir()
    (tmp_path / "m.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(MapError, match=r"`m\.pgm` cannot be read: Is a directory"):
        load_map(tmp_path / "m.yaml")
