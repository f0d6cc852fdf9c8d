"""Numbers of laws: 123/2015/NĐ-CP, 766/QĐ-TTg, 68/2020/QH14, TT 117/2026/TT-BTC, NQ 66.7/2025."""

import re
from collections.abc import Mapping
from functools import partial

from dialogs.reading.numbers import spoken_number
from dialogs.reading.rule import Rule, after, any_of, before
from dialogs.reading.tongue import Law, Tongue

_PART = r"[A-ZĐ]{1,10}[a-zđ]{0,2}\d{0,2}"
_TAIL = rf"{_PART}(?:-{_PART}){{0,4}}"
_NUMBER = r"(?<![\w.,/])\d{1,5}(?:\.\d{1,2})?"
_KIND_SAID = re.compile(
    r"(?i:\b(?:nghị định|thông tư(?: liên tịch)?|quyết định|nghị quyết|chỉ thị|công văn|kế hoạch|thông báo|"
    r"pháp lệnh|luật|bộ luật|tờ trình|hướng dẫn|văn bản|decree|circular|decision|resolution|directive|law|"
    r"ordinance|letter|plan|notice|số|no\.?|number)\s*(?:số|no\.?|number)?\s*)$"
)

_SHORT_KINDS = "nghị định|thông tư|nghị quyết|quyết định|luật|decree|circular|resolution|law"
_OFFICE_SAID = re.compile(r",? (?:của|of) ")
_JOINT = "TTLT"


def rules(tongue: Tongue, abbreviations: Mapping[str, str]) -> tuple[Rule, ...]:
    """With the office that issued it, and without it where a kind of law stands before."""
    kinds = any_of(tongue.law_kinds)
    lead = rf"(?:(?<!\w)(?P<lead>{kinds}) (?:số )?)"
    full = rf"{lead}?{_NUMBER}/(?:(?:19|20)\d\d/)?{_TAIL}(?!\w)"
    short = rf"{lead}{_NUMBER}/(?:19|20)\d\d(?![\w/])"
    said = rf"(?P<said>(?i:\b(?:{_SHORT_KINDS}) (?:số |no\.? )?)){_NUMBER}/(?:19|20)\d\d(?![\w/])"
    party = rf"{_NUMBER}-(?:{kinds})/{_PART}(?!\w)"
    spoken = partial(_spoken, tongue=tongue, abbreviations=abbreviations)
    return tuple(Rule(re.compile(pattern), spoken) for pattern in (full, party, short, said))


def _spoken(match: re.Match[str], tongue: Tongue, abbreviations: Mapping[str, str]) -> str:
    groups = match.groupdict()
    lead, said = groups.get("lead") or "", groups.get("said") or ""
    written = match[0].removeprefix(said)
    number, year, tail = _parts(written.removeprefix(lead).removeprefix(" ").removeprefix("số "))
    kind = tail.pop(0) if tail and tail[0] in tongue.law_kinds else ""
    is_said = not lead and (said or _KIND_SAID.search(before(match)))
    law = Law(
        number=spoken_number(number, tongue),
        year=year,
        kind="" if is_said else tongue.law_kinds.get(lead or kind, ""),
        offices=[] if _OFFICE_SAID.match(after(match)) else _offices(tail, kind, tongue, abbreviations),
    )
    return f"{said}{tongue.law(law)}"


def _offices(tail: list[str], kind: str, tongue: Tongue, abbreviations: Mapping[str, str]) -> list[str]:
    """Several only where a law is of all of them; otherwise what follows is a part of the first."""
    names = [_office(office, tongue, abbreviations) for office in tail]
    return names if kind == _JOINT else [" ".join(names)] if names else []


def _parts(written: str) -> tuple[str, int | None, list[str]]:
    """The number, the year and the rest of `123/2015/NĐ-CP` or `35-NQ/TW`."""
    number, *rest = re.split("[/-]", written)
    year = int(rest.pop(0)) if rest and rest[0].isdigit() else None
    return number, year, rest


def _office(written: str, tongue: Tongue, abbreviations: Mapping[str, str]) -> str:
    name = written.rstrip("0123456789")
    figures = written.removeprefix(name)
    if figures and name in tongue.sittings:
        return f"{tongue.sittings[name]} {tongue.cardinal(int(figures))}"
    return abbreviations.get(written) or " ".join(tongue.letters.get(sign.upper(), sign) for sign in written)
