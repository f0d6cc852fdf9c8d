"""Twenty thousand spoilt texts for each parser: its own errors, no others, and nothing personal in them."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from drivers.code_scanner.picture.zbar import cured
from drivers.identity_card.mangled import is_mangled
from drivers.identity_card.mrz import BadMrz, parse_td1
from drivers.identity_card.names import fits_mrz, folded, same_text
from drivers.identity_card.number import BadNumber, parse_number
from drivers.identity_card.qr import NotACard, parse_qr

INPUTS, SEED = 20_000, 6
VECTORS = json.loads(Path("tests/golden/identity_card/vectors.json").read_text(encoding="utf8"))
SEEDS = [
    *VECTORS["QR_synthetic"].values(),
    *("\n".join(lines) for lines in VECTORS["MRZ_synthetic_TD1"]),
    "003095012345",
]
SIGNS = "|<«0129AZaznđĐễ/.-: ｜\0\r\n\x1b\u202e\ufeff\ufffd\ud800🙂テ０²"


def spoilt(chance: random.Random) -> str:
    """A good text with letters changed, left out, doubled, torn; or nothing but signs."""
    text = chance.choice(SEEDS)
    if chance.random() < 0.1:
        return "".join(chance.choices(SIGNS, k=chance.randrange(60))) * chance.choice((1, 1, 1, 80))
    for _ in range(chance.randrange(4)):
        at, length = chance.randrange(len(text) + 1), chance.choice((0, 1, 1, 5))
        text = text[:at] + "".join(chance.choices(SIGNS, k=chance.choice((0, 1, 2)))) + text[at + length :]
    if chance.random() < 0.1:
        text = text.encode("utf8", "surrogatepass").decode(
            chance.choice(("latin-1", "cp1252", "gbk")), "replace"
        )
    return text[chance.randrange(8) :] if chance.random() < 0.2 else text


def names_in(text: str) -> None:
    text = text[:200]
    assert isinstance(is_mangled(text), bool)
    assert same_text(text, text)
    fits_mrz(text, folded(text)[:20], "AN")


def cure(text: str) -> None:
    said = cured(text.encode("utf8", "replace"))
    assert said is None or not is_mangled(said) or said.isascii()


PARSERS: dict[str, tuple[Callable[[str], object], type[Exception]]] = {
    "qr": (parse_qr, NotACard),
    "mrz": (parse_td1, BadMrz),
    "number": (parse_number, BadNumber),
    "names": (names_in, ZeroDivisionError),
    "zbar": (cure, ZeroDivisionError),
}


@pytest.mark.parametrize("name", PARSERS)
def test_only_its_own_errors(name: str) -> None:
    parse, error = PARSERS[name]
    inputs = INPUTS // 5 if name == "names" else INPUTS  # no parsers, but three functions
    chance, refused = random.Random(f"{name}{SEED}"), 0
    for _ in range(inputs):
        text = spoilt(chance)
        try:
            parse(text)
        except error as told:
            refused += 1
            assert type(told) is error
            assert len(str(told)) < 200
            assert "09501" not in str(told)
    assert refused < inputs  # some were good
