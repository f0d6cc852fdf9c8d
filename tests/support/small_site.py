"""The shipped configuration with one field of procedures and one example: soon read."""

import shutil
from pathlib import Path

from kiosk.site.places import SHIPPED

KEPT = ("certification.yaml", "sources.yaml")
EXAMPLE = {"vi": "hôm nay trời mưa không", "en": "will it rain today"}


def small_site(folder: Path) -> Path:
    """Make it in `folder`, which must not be there yet."""
    shutil.copytree(SHIPPED, folder)
    for places in ("procedures/*.yaml", "dialogs/*/sentences/procedures/*.yaml"):
        for file in folder.glob(places):
            if file.name not in KEPT:
                file.unlink()
    for language, sentence in EXAMPLE.items():
        tests = folder / "dialogs" / language / "tests"
        shutil.rmtree(tests)
        tests.mkdir()
        (tests / "weather.yaml").write_text(f'- say: "{sentence}"\n  expect: no_match\n', encoding="utf-8")
    return folder


def reword(file: Path, old: str, new: str) -> None:
    """As an editor saves: the whole file is written again."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8")
