"""`kiosk ticket preview`."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image


@pytest.mark.parametrize("words", [(), ("--service", "land"), ("--language", "en"), ("--copy", "2")])
def test_the_picture_is_written_and_its_length_told(
    kiosk: Any, folder: Path, tmp_path: Path, words: Any
) -> None:
    file = tmp_path / "ticket.png"
    code, out, _ = kiosk("ticket", "preview", "--out", file, "--config", folder, *words)
    assert code == 0
    assert out.startswith(f"{file}: a ticket ")
    with Image.open(file) as picture:
        assert picture.format == "PNG"


def test_an_unknown_service_names_the_nearest(kiosk: Any, folder: Path, tmp_path: Path) -> None:
    code, _, err = kiosk(
        "ticket", "preview", "--out", tmp_path / "t.png", "--config", folder, "--service", "lnd"
    )
    assert (code, err) == (1, "kiosk: there is no service `lnd`; did you mean `land`?\n")


def test_a_place_that_cannot_be_written_is_one_line(kiosk: Any, folder: Path, tmp_path: Path) -> None:
    code, _, err = kiosk("ticket", "preview", "--out", tmp_path / "no" / "t.png", "--config", folder)
    assert (code, err) == (1, f"kiosk: cannot write {tmp_path}/no/t.png: No such file or directory\n")


def test_a_bad_layout_is_told_where_it_is_bad(kiosk: Any, folder: Path, tmp_path: Path) -> None:
    (folder / "ticket.yaml").write_text("lines:\n  - {number: 80}\n  - {text: '{nmber}'}\n")
    code, _, err = kiosk("ticket", "preview", "--out", tmp_path / "t.png", "--config", folder)
    assert code == 1
    told = "error ticket-layout: there is no field `{nmber}` (did you mean `number`?)"
    assert err == f"{folder}/ticket.yaml:3:12: {told}\n"
