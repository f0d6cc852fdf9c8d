"""Everything the shipped configuration shows can be spoken, with the hardest values in its slots."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kiosk.site.places import SHIPPED
from tests.unit.dialogs.reading.allowed import faults

PHONEMES = Path(__file__).with_name("phonemes.py")
HARD = {
    "number": ("A001", "A015", "B105", "Z999"),
    "count": ("0", "1", "4", "5", "15", "21", "105"),
    "low": ("1", "5", "15"),
    "high": ("5", "15", "60"),
    "fee": ("0đ", "5.000đ", "150.000đ/bản", "1.005.000 đồng"),
    "date": ("30/4/2025", "1/1/2026"),
    "time": ("7h05", "17:00", "8 giờ 30"),
    "hours": ("7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ",),
    "counters": ("Quầy 1, Quầy 15",),
}
ENGLISH_HARD = {
    "hours": ("7:30 – 11:30, 13:30 – 17:00",),
    "date": ("30 April 2025",),
    "counters": ("Counter 1",),
}
FOR_STAFF = "staff.yaml"  # read on the counter's page, never spoken


def shown(language: str, without: str = "") -> Iterator[str]:
    """Every text of the language, from every file but those called `without`."""
    for file in sorted((SHIPPED / "dialogs" / language / "responses").glob("*.yaml")):
        yield from _read(file).values() if file.name != without else ()
    for file in sorted([*SHIPPED.glob("*.yaml"), *(SHIPPED / "procedures").glob("*.yaml")]):
        yield from _texts(_read(file), language)


def _read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)


def _texts(node: Any, language: str) -> Iterator[str]:
    if isinstance(node, list):
        for entry in node:
            yield from _texts(entry, language)
    elif isinstance(node, dict):
        if isinstance(node.get(language), str):
            yield node[language]
        for key, value in node.items():
            yield from value if key == "legal_basis" else _texts(value, language)


def filled(text: str, language: str) -> Iterator[str]:
    """`text` with each of the hard values in its slots."""
    values = {**HARD, **(ENGLISH_HARD if language == "en" else {})}
    slots = re.findall(r"\{(\w+)\}", text)
    for turn in range(max([len(values.get(slot, "x")) for slot in slots], default=1)):
        fill = {slot: values.get(slot, ["đăng ký" if language == "vi" else "a card"]) for slot in slots}
        yield text.format(**{slot: choice[turn % len(choice)] for slot, choice in fill.items()})


def all_shown(language: str, without: str = "") -> list[str]:
    return [
        text for template in dict.fromkeys(shown(language, without)) for text in filled(template, language)
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_shown_text_can_be_spoken(language: str, said: Callable[..., str]) -> None:
    texts = all_shown(language)
    assert len(texts) > 700
    wrong = {text: found for text in texts if (found := faults(said(text, language), language))}
    assert wrong == {}
    assert [text for text in texts if not said(text, language)] == []


def test_the_voice_does_not_switch_to_english(said: Callable[..., str]) -> None:
    words = sorted({word for text in all_shown("vi", FOR_STAFF) for word in re.findall(r"\w+", said(text))})
    run = subprocess.run(
        [sys.executable, PHONEMES], input=json.dumps(words), capture_output=True, text=True, check=True
    )
    phonemes = dict(zip(words, json.loads(run.stdout), strict=True))
    # the button for visitors; another word here wants a line in config/dialogs/vi/reading.yaml
    assert [word for word in words if "(en" in phonemes[word]] == ["Take", "number", "queue"]
