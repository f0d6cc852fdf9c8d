"""Maps of map_server: which way up, what is a wall, and what is no map."""

import numpy as np
import pytest
from PIL import Image

from simulator.hall.map_file import MapUnreadable, load_walls

YAML = (
    "image: m.png\nresolution: 0.5\norigin: [-1.0, 2.0, 0.0]\n"
    "negate: 0\noccupied_thresh: 0.65\nfree_thresh: 0.25\n"
)


def draw(folder, text=YAML, name="m.png", grey=((0, 254, 254), (254, 128, 254))):
    Image.fromarray(np.array(grey, np.uint8)).save(folder / name)
    (folder / "m.yaml").write_text(text)
    return folder / "m.yaml"


def test_the_first_row_of_the_picture_is_the_highest(tmp_path):
    walls = load_walls(draw(tmp_path))
    assert walls.solid.tolist() == [[False, False, False], [True, False, False]]
    assert walls.free.tolist() == [[True, False, True], [False, True, True]]
    assert walls.corner == (-1.0, 2.0) and walls.resolution_m == 0.5
    assert not walls.is_free(-0.9, 2.9) and walls.is_free(-0.9, 2.1)


def test_pgm_and_negated_pictures_are_read_too(tmp_path):
    text = YAML.replace("m.png", "m.pgm").replace("negate: 0", "negate: 1")
    walls = load_walls(draw(tmp_path, text, "m.pgm"))
    assert walls.solid.tolist() == [[True, False, True], [False, True, True]]


@pytest.mark.parametrize(
    "text",
    [
        "image: none.png\nresolution: 0.05\norigin: [0, 0, 0]\n",
        "resolution: 0.05\norigin: [0, 0, 0]\n",
        "image: m.png\nresolution: much\norigin: [0, 0, 0]\n",
        "image: m.png\nresolution: 0\norigin: [0, 0, 0]\n",
        "image: m.png\nresolution: 0.05\norigin: [0, 0, 0.3]\n",
        "image: m.png\nresolution: 0.05\norigin: [0, 0]\n",
        "image: m.yaml\nresolution: 0.05\norigin: [0, 0, 0]\n",
        "just text",
        "a: [",
    ],
)
def test_what_is_no_map_is_refused_with_its_name(tmp_path, text):
    with pytest.raises(MapUnreadable, match=r"m\.yaml"):
        load_walls(draw(tmp_path, text))


def test_the_shipped_map_is_a_hall(tmp_path):
    with pytest.raises(MapUnreadable):
        load_walls(tmp_path / "none.yaml")
