"""`kiosk card qr`: one line a picture, whatever the files are."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import segno
from PIL import Image

from kiosk.cli.card import pictures, qr
from tests.unit.cli.card.conftest import Run, runner

CARD = "003095012345|012345678|Nguyễn Văn An|17081995|Nam|Số 12 ngõ 34, Hà Nội|01082024||||"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(qr, capsys)


def picture(text: str = CARD) -> Image.Image:
    dots = np.array([list(row) for row in segno.make_qr(text).matrix], np.uint8)
    return Image.fromarray(
        np.kron(np.pad(1 - dots, 6, constant_values=1) * 255, np.ones((5, 5))).astype(np.uint8)
    )


def answers(run: Run, *files: Path) -> tuple[int, list[dict[str, Any]]]:
    code, out, err = run("--json", *files)
    assert err == ""
    return code, [json.loads(line) for line in out.splitlines()]


def test_a_card_s_line_is_as_documented(tmp_path: Path, run: Run) -> None:
    picture().save(file := tmp_path / "card.png")
    code, (answer,) = answers(run, file)
    assert answer.pop("ms") > 0
    assert (code, answer) == (
        0,
        {
            "file": str(file),
            "found": True,
            "payload": CARD,
            "fields": {
                "number": "003095012345",
                "old_number": "012345678",
                "name": "Nguyễn Văn An",
                "birth_date": "1995-08-17",
                "gender": "male",
                "address": "Số 12 ngõ 34, Hà Nội",
                "issue_date": "2024-08-01",
                "extra": ["", "", "", ""],
            },
            "problem": None,
        },
    )


def test_without_json_the_number_is_masked(tmp_path: Path, run: Run) -> None:
    picture().save(file := tmp_path / "card.png")
    code, out, _ = run(file)
    assert (code, out.split(" [")[0]) == (
        0,
        f"{file}: •••••••••345, Nguyễn Văn An, born 1995-08-17, male, issued 2024-08-01, card of 2024",
    )


def turned(file: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 5  # mirrored and turned
    picture().transpose(Image.Transpose.TRANSPOSE).save(file, exif=exif)


def transparent(file: Path) -> None:
    grey = np.asarray(picture())
    Image.fromarray(np.dstack([grey * 0, grey * 0, grey * 0, 255 - grey]), "RGBA").save(file)


@pytest.mark.parametrize(
    ("name", "save"),
    [
        ("grey.jpg", lambda file: picture().save(file)),
        ("cmyk.jpg", lambda file: picture().convert("CMYK").save(file)),
        ("palette.gif", lambda file: picture().save(file)),
        ("bilevel.tiff", lambda file: picture().convert("1").save(file)),
        ("deep.png", lambda file: Image.fromarray(np.asarray(picture()).astype(np.uint16) * 64).save(file)),
        ("turned.jpg", turned),
        ("transparent.png", transparent),
    ],
)
def test_pictures_of_every_kind(name: str, save: Any, tmp_path: Path, run: Run) -> None:
    save(tmp_path / name)
    _, (answer,) = answers(run, tmp_path / name)
    assert answer["payload"] == CARD


def spoilt(folder: Path) -> dict[str, Path]:
    """Files that are no pictures, each by the problem it must have."""
    picture().save(folder / "whole.png")
    whole = (folder / "whole.png").read_bytes()
    picture().save(folder / "page.pdf")
    written = {
        "empty_file": b"",
        "damaged": whole[: len(whole) // 2],
        "not_a_picture": (folder / "page.pdf").read_bytes(),
    }
    for name, data in written.items():
        (folder / f"{name}.png").write_bytes(data)
    named = {name: folder / f"{name}.png" for name in written}
    return named | {
        "not_found": folder / "nowhere.png",
        "is_a_folder": folder,
        "not_a_file": Path("/dev/null"),
    }


def test_what_is_no_picture_is_named_and_the_rest_goes_on(tmp_path: Path, run: Run) -> None:
    files = spoilt(tmp_path)
    code, told = answers(run, *files.values(), tmp_path / "whole.png")
    assert code == 1
    assert [one["problem"].split(":")[0] for one in told[:-1]] == list(files)
    assert not any(one["found"] for one in told[:-1])
    assert told[-1]["payload"] == CARD


def test_a_huge_picture_is_refused_before_it_is_unpacked(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_PX", 1000)
    picture().save(file := tmp_path / "large.png")
    assert answers(run, file)[1][0]["problem"].startswith("too_large: ")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("https://example.com/a", "link"),
        (CARD[:-25], "torn"),
        (CARD.replace("ễ", "\ufffd"), "mojibake"),
    ],
)
def test_another_text_is_found_and_refused_by_name(text: str, problem: str, tmp_path: Path, run: Run) -> None:
    picture(text).save(file := tmp_path / "other.png")
    code, (answer,) = answers(run, file)
    assert (code, answer["found"], answer["payload"], answer["fields"]) == (1, True, text, None)
    assert answer["problem"].startswith(f"{problem}: ")


def test_a_picture_without_a_code(tmp_path: Path, run: Run) -> None:
    Image.new("L", (300, 200), 90).save(file := tmp_path / "none.png")
    code, (answer,) = answers(run, file)
    assert (code, answer["found"], answer["payload"]) == (1, False, None)
    assert answer["problem"] == "no_code: no QR code is seen"
