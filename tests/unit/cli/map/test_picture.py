"""The picture of a hall: what is drawn where, by pixels."""

import math
from itertools import combinations
from unittest.mock import patch

import numpy as np
import pytest
from PIL import Image, ImageDraw

from drivers.mobile_base.navigation.maps.grid import FREE, OCCUPIED, UNKNOWN, OccupancyGrid
from drivers.mobile_base.navigation.maps.hall_map import HallMap, Zone, ZoneKind
from drivers.motion import Pose
from kiosk.cli.map.picture.canvas import Canvas
from kiosk.cli.map.picture.drawing import hall_picture
from kiosk.cli.map.picture.floor import RAMP, UNKNOWN_FLOOR, WALL, ramp
from kiosk.cli.map.picture.labels import Box, Labels, overlap
from kiosk.cli.map.ways import Way, planning_of, ways
from kiosk.cli.map.words import WORDS
from kiosk.site.hall_map import hall_map_of
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED

Rgb = tuple[int, int, int]
NO_GO = Zone("stairs", ZoneKind.NO_GO, ((8.0, 6.0), (10.0, 6.0), (10.0, 8.0), (8.0, 8.0)))
SLOW = Zone("door", ZoneKind.SLOW, ((1.0, 6.0), (3.0, 6.0), (3.0, 8.0), (1.0, 8.0)), 0.2)
PLACES = {"west": Pose(1.5, 2.0, math.pi / 2), "east": Pose(10.5, 2.0, 0.0)}
NAMES = {"west": "Tây", "east": "Đông"}


def hall(zones: tuple[Zone, ...] = (NO_GO, SLOW)) -> HallMap:
    """12 × 9 m with a wall at x = 6 that has a gap of a metre at y = 2; beyond x = 11.5 it is unknown."""
    cells = np.full((180, 240), FREE, np.uint8)
    cells[[0, -1], :] = cells[:, [0, -1]] = OCCUPIED
    cells[:30, 118:122] = cells[50:, 118:122] = OCCUPIED
    cells[:, 230:] = UNKNOWN
    return HallMap(OccupancyGrid(0.05, Pose(0.0, 0.0, 0.0), cells), PLACES, zones, post="west")


def found_ways(drawn: HallMap) -> list[Way]:
    return list(ways(drawn, planning_of(drawn)))


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    drawn = hall()
    return hall_picture(drawn, NAMES, 0.19, found_ways(drawn), WORDS["vi"])


def colour(picture: Image.Image, x_m: float, y_m: float) -> Rgb:
    x, y = Canvas.of(hall().grid).at(x_m, y_m)
    found = picture.getpixel((round(x), round(y)))
    assert isinstance(found, tuple)
    red, green, blue = found
    return int(red), int(green), int(blue)


def around(picture: Image.Image, x_m: float, y_m: float, reach_m: float) -> set[Rgb]:
    """Every colour in a square."""
    steps = np.arange(-reach_m, reach_m, 0.005)
    return {colour(picture, x_m + right, y_m + up) for right in steps for up in steps}


def test_walls_are_dark_the_unknown_is_grey_and_free_floor_is_white(picture: Image.Image) -> None:
    assert colour(picture, 6.0, 5.0) == WALL
    assert colour(picture, 11.8, 4.0) == UNKNOWN_FLOOR
    assert colour(picture, 3.5, 4.2) == (255, 255, 255)


def test_clearance_is_a_ramp_of_soft_colours(picture: Image.Image) -> None:
    near, far = colour(picture, 5.85, 5.0), colour(picture, 5.3, 5.0)
    assert near == pytest.approx(tuple(map(int, ramp(np.array(0.05)))), abs=6)
    assert far == pytest.approx(tuple(map(int, ramp(np.array(0.6)))), abs=6)
    assert near != far


@pytest.mark.parametrize(("metres", "wanted"), RAMP)
def test_the_ramp_meets_its_colours(metres: float, wanted: Rgb) -> None:
    assert tuple(ramp(np.array([metres]))[0]) == wanted


def test_north_is_up(picture: Image.Image) -> None:
    """The slow zone is above in the picture, as its y is large."""
    red, green, blue = colour(picture, 2.8, 7.8)
    assert red > green > blue + 60, "yellow"
    assert colour(picture, 2.8, 1.2) != (red, green, blue)


def test_a_no_go_zone_is_hatched_red(picture: Image.Image) -> None:
    seen = around(picture, 9.7, 7.7, 0.2)
    dark = [rgb for rgb in seen if rgb[0] > rgb[1] + 100]
    light = [rgb for rgb in seen if rgb[1] > 150 and rgb[0] >= rgb[1]]
    assert dark
    assert light


def test_an_arrow_shows_where_a_place_faces(picture: Image.Image) -> None:
    ahead, behind = colour(picture, 1.5, 2.14), colour(picture, 1.5, 1.86)
    assert ahead[2] > ahead[0] + 40, "blue"
    assert ahead[0] < 90
    assert behind[0] > 200
    assert colour(picture, 10.64, 2.0)[0] < 90


def test_the_post_is_marked_in_another_colour(picture: Image.Image) -> None:
    assert colour(picture, 1.5, 2.0) == (11, 122, 91)
    assert colour(picture, 10.5, 2.0) == (20, 48, 79)


def test_ways_are_lines_through_the_gap(picture: Image.Image) -> None:
    column = {colour(picture, 4.0, y) for y in np.arange(1.7, 2.3, 0.005)}
    assert any(blue > red + 40 for red, _, blue in column)
    assert not any(blue > red + 20 for red, _, blue in around(picture, 4.0, 5.0, 0.1))


def test_the_narrowest_point_has_a_ring_as_wide_as_it_is() -> None:
    drawn = hall()
    (way,) = found_ways(drawn)
    assert way.gap_m == pytest.approx(1.0, abs=0.06)
    assert way.narrowest == (pytest.approx(6.0, abs=0.15), pytest.approx(2.0, abs=0.1))
    shown = hall_picture(drawn, NAMES, 0.19, [way], WORDS["en"])
    x, y = way.narrowest
    ring = {colour(shown, x, y + way.gap_m / 2 - inside) for inside in np.arange(0.0, 0.03, 0.005)}
    assert any(red > green + 80 and blue > green + 80 for red, green, blue in ring)


def test_without_a_way_the_hall_is_drawn_all_the_same() -> None:
    wall = Zone("shut", ZoneKind.NO_GO, ((5.5, 0.0), (6.5, 0.0), (6.5, 9.0), (5.5, 9.0)))
    drawn = hall((wall,))
    (way,) = found_ways(drawn)
    assert not way.there
    assert hall_picture(drawn, NAMES, 0.19, [way], WORDS["en"]).size == Canvas.of(drawn.grid).size


def test_a_very_large_and_a_very_small_hall_can_be_read() -> None:
    small = Canvas.of(OccupancyGrid(0.05, Pose(0.0, 0.0, 0.0), np.zeros((60, 60), np.uint8)))
    large = Canvas.of(OccupancyGrid(0.1, Pose(0.0, 0.0, 0.0), np.zeros((500, 2000), np.uint8)))
    assert (small.width, small.height) == (1600, 1600)
    assert (large.width, large.height) == (4000, 1000)


def written_boxes(language: str) -> dict[str, Box]:
    """Where the labels of the shipped hall lie."""
    boxes: dict[str, Box] = {}
    put = Labels._put

    def noting(labels: Labels, text: str, box: Box, *how: object) -> Box:
        boxes[text] = box
        return put(labels, text, box, *how)  # type: ignore[arg-type]

    settings = load_config(SHIPPED).hall
    assert settings is not None
    drawn = hall_map_of(settings, SHIPPED)
    names = {name: place.name.in_language(language) for name, place in settings.places.items()}
    with patch.object(Labels, "_put", noting):
        hall_picture(drawn, names, 0.19, [], WORDS[language])
    return boxes


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_label_of_the_shipped_hall_lies_on_another(language: str) -> None:
    boxes = written_boxes(language)
    assert len(boxes) == 28
    for (text, box), (other, there) in combinations(boxes.items(), 2):
        assert overlap(box, there) == 0, (text, other)


def test_zones_are_labelled_with_name_and_speed() -> None:
    assert "entrance\nup to 0.2 m/s" in written_boxes("en")
    assert "entrance\ntối đa 0,2 m/s" in written_boxes("vi")
    assert "stairs\nno-go zone" in written_boxes("en")


def test_a_label_goes_where_it_covers_nothing_and_stays_inside() -> None:
    pen = ImageDraw.Draw(Image.new("RGB", (400, 100), "white"))
    labels = Labels(pen, (0, 0, 400, 100))
    first = labels.write("one", (100, 50), 15, "black")
    assert first[0] > 100, "to the right, where that is free"
    assert labels.write("two", (100, 50), 15, "black")[2] < 100
    assert labels.write("at the edge", (395, 50), 15, "black")[2] <= 400
    assert (
        labels.write_on("zone", (300, 20), 15, "black")[0]
        < 300
        < labels.write_on("z", (300, 80), 15, "red")[2]
    )
