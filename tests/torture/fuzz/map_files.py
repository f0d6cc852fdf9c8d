"""What describes the hall: ROS's maps, a YAML file and a picture, and hall.yaml."""

import tempfile
from functools import cache
from pathlib import Path

import hypothesis.strategies as st
import numpy as np

from drivers.mobile_base.navigation.maps.grid import FREE, OCCUPIED, UNKNOWN
from drivers.mobile_base.navigation.maps.map_file import MapError, load_map
from kiosk.config.document import Document
from kiosk.config.explain import validated
from kiosk.config.hall_schema import HallSettings
from kiosk.config.loading import parse_document
from kiosk.config.problems import ConfigErrors, Problem
from kiosk.site.hall import hall_problems, map_problems
from kiosk.site.places import SHIPPED
from tests.torture.fuzz.files import deep, signs, slips, spoilt

PGM = b"P5\n# made by hand\n4 3\n255\n" + bytes([254, 0, 205, 254] * 3)
PLAIN = b"P2 2 2 255\n0 254\n205 254\n"
SCRAPS = [b"P5\n", b"P2 ", b"99999 99999\n255\n", b"0 0 255\n", b"#", b"\n", b"-1 ", b"\x89PNG\r\n\x1a\n"]
COUNTERS = [str(number) for number in range(1, 8)]

MOST_DEEP = 600  # letters: of more, YAML's reader takes seconds before it gives up

descriptions = slips | signs | deep.map(lambda text: text[:MOST_DEEP])
pictures = st.one_of(
    st.sampled_from([PGM, PLAIN]),
    st.lists(st.sampled_from(SCRAPS) | st.binary(max_size=30), max_size=6).map(b"".join),
    st.tuples(st.sampled_from([PGM, PLAIN]), st.integers(0, 60)).map(lambda cut: cut[0][: cut[1]]),
    st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), min_size=1, max_size=4),
)
ros_maps = st.tuples(descriptions, pictures)


def ros_map(given: tuple[str | list[tuple[int, str, int]], bytes | list[tuple[int, int]]]) -> None:
    """A grid of free, occupied and unknown cells, or one line that names the file."""
    described, picture = given
    text = described if isinstance(described, str) else spoilt(_shipped("hall/map.yaml"), described)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.yaml"
        file.write_text(text, encoding="utf-8")
        (Path(folder) / "map.png").write_bytes(picture if isinstance(picture, bytes) else _flipped(picture))
        try:
            grid = load_map(file)
        except MapError as error:
            assert str(error).startswith(f"{file}: ")
            assert "\n" not in str(error)
            return
    assert grid.rows > 0
    assert grid.columns > 0
    assert 0 < grid.resolution_m < 1
    assert set(np.unique(grid.cells)) <= {FREE, OCCUPIED, UNKNOWN}


def hall(given: str | list[tuple[int, str, int]]) -> None:
    """A hall with nothing to say about it, or lines with places, never anything else."""
    file = SHIPPED / "hall.yaml"
    text = given if isinstance(given, str) else spoilt(_shipped("hall.yaml"), given)
    try:
        document = parse_document(file, text)
        settings, problems = validated(document, HallSettings, SHIPPED)
    except ConfigErrors as error:
        problems = error.problems
        assert problems
    else:
        if settings is not None:
            problems = [*problems, *_deeper(settings, document)]
    assert all("\n" not in str(problem) and problem.line >= 1 for problem in problems)


def _deeper(settings: HallSettings, document: Document) -> list[Problem]:
    found = list(hall_problems(settings, document, COUNTERS))
    return found or list(map_problems(settings, document, SHIPPED))


def _flipped(places: list[tuple[int, int]]) -> bytes:
    content = bytearray(_picture())
    for place, value in places:
        content[place % len(content)] ^= value
    return bytes(content)


@cache
def _picture() -> bytes:
    return (SHIPPED / "hall/map.png").read_bytes()


@cache
def _shipped(name: str) -> str:
    return (SHIPPED / name).read_text(encoding="utf-8")
