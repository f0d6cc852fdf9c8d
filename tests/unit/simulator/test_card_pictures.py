"""Pictures of cards: both sides of both, held in a hall, and the truth about each."""

import io
import json
import random

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from simulator.card_holders import holder
from simulator.card_pictures.__main__ import main
from simulator.card_pictures.canvas import PX_MM, wrapped
from simulator.card_pictures.code import modules
from simulator.card_pictures.held import Held, flat_picture
from simulator.card_pictures.layouts import CODE_CORNERS, has_code
from simulator.card_pictures.samples import random_view, samples
from simulator.card_pictures.scene import scene
from simulator.card_pictures.sensor import noise_in
from simulator.card_pictures.slip import draw_slip
from simulator.card_pictures.view import FRAME, View, plane_map

SIDES = [(2021, True), (2021, False), (2024, True), (2024, False)]


def read(image: Image.Image) -> list[str]:
    return [code.bytes.decode() for code in zxingcpp.read_barcodes(np.asarray(image.convert("L")))]


@pytest.mark.parametrize(("generation", "right_side"), SIDES)
def test_the_code_is_on_one_side_of_the_card(generation, right_side):
    held = Held(4, generation, right_side)
    assert read(flat_picture(held)) == ([held.code] if right_side else [])
    assert (held.code == holder(4, generation).qr) if right_side else held.code is None


def test_the_code_changed_sides_in_2024():
    assert has_code("2021", back=False) and has_code("2024", back=True)
    assert not has_code("2021", back=True) and not has_code("2024", back=False)


def test_every_citizen_has_a_face_and_a_text_of_their_own():
    assert flat_picture(Held(1)).tobytes() != flat_picture(Held(2)).tobytes()
    assert flat_picture(Held(1)).size == (round(85.6 * PX_MM), 54 * PX_MM)


def test_a_torn_code_cannot_be_read():
    assert read(flat_picture(Held(1, there=0.5))) == [] and Held(1, there=0.5).code is None


def test_a_slip_says_what_it_says():
    assert read(flat_picture(Held(text="https://example.org/"))) == ["https://example.org/"]
    assert read(flat_picture(Held(text="A" * 3000))) == ["A" * 3000]


def test_a_code_is_utf_8_even_where_less_would_do():
    assert read(draw_slip("Hà Nội".replace("ộ", "ô"))) == ["Hà Nôi"]


def test_nearer_is_larger_and_turned_is_narrower():
    straight = View(tilt_deg=0, turn_deg=0, rotation_deg=0)
    near, far, turned = (
        View(tilt_deg=0, turn_deg=turn, rotation_deg=0, distance_mm=mm).corners()
        for mm, turn in ((100, 0), (200, 0), (200, 60))
    )
    assert np.allclose(straight.corners().mean(axis=0), (640, 360))
    assert np.ptp(near[:, 0]) == pytest.approx(2 * np.ptp(far[:, 0]))
    assert np.ptp(turned[:, 0]) < 0.6 * np.ptp(far[:, 0])
    assert np.ptp(far[:, 0]) == pytest.approx(85.6 * View(distance_mm=200).px_per_mm)


def test_the_way_back_from_the_frame_hits_the_corners():
    seen = View(tilt_deg=30, turn_deg=-20, rotation_deg=40).corners()
    a, b, c, d, e, f, g, h = plane_map(seen, (800, 500))
    x, y = seen[2]
    depth = g * x + h * y + 1
    assert ((a * x + b * y + c) / depth, (d * x + e * y + f) / depth) == pytest.approx((800, 500))


def test_an_easy_picture_is_read_and_its_size_is_told_right():
    held = Held(9)
    seen = scene(flat_picture(held), View(tilt_deg=0, turn_deg=0, rotation_deg=0), 1)
    [code] = zxingcpp.read_barcodes(np.asarray(seen.convert("L")))
    assert code.bytes.decode() == held.code
    wide = code.position.top_right.x - code.position.top_left.x
    assert wide == pytest.approx(View().px_per_mm * held.module_mm * modules(held.code), rel=0.04)


def test_a_picture_is_changed_by_each_difficulty_in_its_way():
    card = flat_picture(Held(2))
    usual = levels(scene(card, View(), 1))
    assert levels(scene(card, View(light=0.4), 1)).mean() < usual.mean() * 0.5
    assert np.ptp(levels(scene(card, View(contrast=0.2), 1))) < np.ptp(usual) * 0.4
    assert edges(levels(scene(card, View(blur_px=3), 1))) < edges(usual) * 0.5
    assert (levels(scene(card, View(glare=1), 1)) == 255).sum() > (usual == 255).sum() + 2000


def levels(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("L")).astype(int)


def edges(frame: np.ndarray) -> float:
    return float(np.abs(np.diff(frame, axis=1)).mean())


def test_less_light_makes_more_noise_but_not_without_end():
    assert noise_in(1, 4) == 4 < noise_in(0.25, 4) == 8 < noise_in(0.0, 20) <= 40


def test_a_long_text_is_broken_at_blanks():
    text = "Số 12 ngõ 345 đường Nguyễn Trãi, phường Thanh Xuân Trung, quận Thanh Xuân"
    lines = wrapped(text, 2.3, 40)
    assert len(lines) > 1 and " ".join(lines) == text


def test_pictures_come_from_a_seed_with_the_truth_about_them():
    first, second, other = (list(samples(3, seed)) for seed in (3, 3, 4))
    assert [each.jpeg for each in first] == [each.jpeg for each in second] != [each.jpeg for each in other]
    for sample in samples(10, 5, hardness=0):
        found = read(Image.open(io.BytesIO(sample.jpeg)))
        assert found == ([sample.truth()["payload"]] if sample.truth()["payload"] else [])


def test_a_code_is_always_within_the_frame():
    chance = random.Random(1)
    for _ in range(200):
        places = random_view(chance, 1.0).places(CODE_CORNERS)
        assert (places >= 0).all() and (places <= FRAME).all()


def test_the_program_writes_pictures_and_truth(tmp_path, capsys):
    assert main(["--out", str(tmp_path / "new"), "--count", "3", "--seed", "8"]) == 0
    rows = [json.loads(line) for line in (tmp_path / "new" / "truth.jsonl").read_text("utf-8").splitlines()]
    assert [row["file"] for row in rows] == ["00001.jpg", "00002.jpg", "00003.jpg"]
    for row in rows:
        with Image.open(tmp_path / "new" / row["file"]) as picture:
            assert picture.size == FRAME
    assert {"kind", "payload", "citizen", "generation", "px_per_module", "view"} < set(rows[0])


@pytest.mark.parametrize("wrong", [["--count", "0"], ["--hardness", "2"]])
def test_the_program_says_plainly_what_is_wrong(tmp_path, capsys, wrong):
    assert main(["--out", str(tmp_path), *wrong]) == 1 and "must be" in capsys.readouterr().err
    (tmp_path / "file").touch()
    assert main(["--out", str(tmp_path / "file" / "x")]) == 1 and "cannot write" in capsys.readouterr().err
