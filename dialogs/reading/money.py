"""Money: 150.000đ, 1,5 triệu đồng, 150k, 2tr5, VND 150.000, $5, 10.000/50.000đ, 20.000đ/lần."""

import re
from functools import partial

from dialogs.reading.numbers import NUMBER, SPACED, spoken_number
from dialogs.reading.rule import END, START, Rule, any_of
from dialogs.reading.tongue import Tongue

_SCALES = {
    "vi": {"k": "nghìn", "K": "nghìn", "tr": "triệu", "Tr": "triệu", "tỉ": "tỷ"},
    "en": {"k": "thousand", "K": "thousand", "tr": "million", "m": "million", "bn": "billion",
           "nghìn": "thousand", "ngàn": "thousand", "triệu": "million", "tỷ": "billion"},
}  # fmt: skip
_WORDS = {"vi": ("nghìn", "ngàn", "triệu", "tỷ", "trăm"), "en": ("thousand", "million", "billion")}
_SIGNS_BEFORE = r"US\$|\$|€|₫|USD|VND|VNĐ|EUR"
_AMOUNT = rf"(?:{SPACED}|{NUMBER})"


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Rates and alternatives first, for they lean on the sign of the currency."""
    currency = any_of(tongue.currencies)
    scale = any_of([*_SCALES[tongue.code], *_WORDS[tongue.code]])
    named = any_of(name for name in tongue.currencies if len(name) > 1)
    counted = rf"(?:(?<=\d)|(?<=\d ))(?:{currency}|k|K|tr)"
    rate = rf"(?P<c>{counted}|(?<!\w)(?:{named})) ?(?P<rest>(?:/ ?[^\W\d]\w{{0,9}} ?)+(?<! ))"
    either = rf"{START}(?P<a>{NUMBER}) ?/ ?(?P<b>{NUMBER})(?= ?(?:{currency})(?!\w))"
    behind = rf"{START}(?P<n>{_AMOUNT}) ?(?P<k>(?:{scale})(?!\w))? ?(?P<c>{currency})(?!\w)"
    ahead = rf"(?<!\w)(?P<c>{_SIGNS_BEFORE}) ?(?P<n>{_AMOUNT})(?: ?(?P<k>{scale}))?{END}"
    odd = rf"{START}(?P<n>\d{{1,3}})(?P<k>tr|tỷ|tỉ|triệu)(?P<r>[1-9])(?!\w)(?: ?(?:{currency})(?!\w))?"
    short = rf"{START}(?P<n>{NUMBER}) ?(?P<k>[kK]|tr)(?!\w)"
    spoken = partial(_spoken, tongue=tongue)
    found = [
        Rule(re.compile(rate), lambda m: m["c"] + re.sub(r" ?/ ?", f" {tongue.words.per} ", m["rest"])),
        Rule(re.compile(either), lambda m: f"{m['a']} {tongue.words.or_} {m['b']}"),
        Rule(re.compile(behind), spoken),
        Rule(re.compile(ahead), spoken),
    ]
    if tongue.code == "vi":
        found += [Rule(re.compile(odd), partial(_odd, tongue=tongue)), Rule(re.compile(short), spoken)]
    return tuple(found)


def _spoken(match: re.Match[str], tongue: Tongue) -> str:
    groups = match.groupdict()
    said = spoken_number(match["n"], tongue, is_money=not groups.get("k"))
    scale = groups.get("k") or ""
    currency = tongue.currencies[groups.get("c") or "đ"]
    scale = _thousand(tongue) if scale in ("k", "K") else _SCALES[tongue.code].get(scale, scale)
    if said in ("one", "một") and currency.endswith("s"):
        currency = currency.removesuffix("s")
    return " ".join(filter(None, (said, scale, currency)))


def _thousand(tongue: Tongue) -> str:
    """`nghìn` or `ngàn`, as the dialect has it."""
    return tongue.cardinal(1000).split(" ")[1]


def _odd(match: re.Match[str], tongue: Tongue) -> str:
    """2tr5: two million and five hundred thousand."""
    is_million = match["k"] in ("tr", "triệu")
    scale, rest = ("triệu", _thousand(tongue)) if is_million else ("tỷ", "triệu")
    said = f"{tongue.cardinal(int(match['n']))} {scale} {tongue.cardinal(int(match['r']))} trăm {rest}"
    return f"{said} {tongue.currencies['đ']}"
