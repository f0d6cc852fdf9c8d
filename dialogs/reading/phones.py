"""Telephone numbers, figure by figure with the pauses that were written."""

import re
from functools import partial

from dialogs.reading.numbers import in_groups
from dialogs.reading.rule import Rule, after, before
from dialogs.reading.tongue import Tongue

_ENDS = r"(?!\w|[.,/-]\d)"
_FULL = re.compile(
    rf"(?<![\w.,/-])(?:\(\+?\d{{2,4}}\)|\+?\d{{2,11}})(?:[ .-]{{1,2}}\(?\d{{2,7}}\)?){{0,5}}{_ENDS}"
)
_SERVICE = re.compile(rf"(?<![\w.,/-])1[89]00(?:[ .]\d{{2,6}}|-\d{{3,6}}|\d{{4,6}}){{1,2}}{_ENDS}")
_CALLED = (
    r"gọi|tổng đài|hotline|hot line|đường dây nóng|điện thoại|số máy|đt|sđt|liên hệ|zalo|cấp cứu|"
    r"call|phone|telephone|dial|fax|tel|helpline|emergency"
)
_SHORT = re.compile(
    rf"(?i:(?P<lead>\b(?:{_CALLED})(?:[ :.(]|số|là|at|is|number|tới|đến|ngay|on){{1,12}}))"
    r"(?P<n>11\d|[1-9]\d{3,7})(?!\w|[.,/:-]\d| ?(?:đồng|đ|vnd|k|%|người|hộ|lượt|people)(?!\w))"
)
_OFFICE = re.compile(rf"(?i:\b(?:{_CALLED})\b)")
_OWNED = re.compile(
    r"(?i:\bcủa (?:tôi|ông|bà|anh|chị|bạn|em|cô|chú|bác|cháu|mình|khách|công dân|người|chủ)\b|chính chủ|"
    r"\b(?:my|your|his|her|their|applicant's|owner's) (?:\w+ )?(?:phone|telephone|mobile|cell|number)\b)"
)
_LETTER = re.compile(r"[^\W\d_]")
_MOBILE = re.compile(r"(?:0|84)[35789]\d{8}")


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Numbers of people are not said, numbers to call are."""
    return (
        Rule(_SERVICE, partial(_service, tongue=tongue)),
        Rule(_FULL, partial(_full, tongue=tongue)),
        Rule(_SHORT, lambda match: f"{match['lead']} {in_groups(match['n'], tongue)}"),
    )


def _service(match: re.Match[str], tongue: Tongue) -> str | None:
    """1900 1234; 1900-1950 are years."""
    figures = re.sub(r"\D", "", match[0])
    is_years = re.fullmatch(r"\d{4}-(?:1[89]|20)\d\d", match[0]) is not None
    if is_years or len(figures) not in (8, 10):
        return None
    return _in_written_groups(match[0], figures, tongue)


def _full(match: re.Match[str], tongue: Tongue) -> str | None:
    figures = re.sub(r"\D", "", match[0])
    is_abroad = match[0].lstrip("(").startswith("+")
    if not is_abroad and not (figures[0] == "0" and len(figures) in (10, 11)):
        return None
    if is_abroad and not 9 <= len(figures) <= 13:
        return None
    if _is_private(match, figures):
        return tongue.phrases.number
    said = _in_written_groups(match[0], figures, tongue)
    return f"{tongue.words.plus} {said}" if is_abroad else said


def _is_private(match: re.Match[str], figures: str) -> bool:
    """A number with an owner, or a mobile one in a text that does not say to call it."""
    said_before, said_behind = before(match), after(match)[:20]
    if _OWNED.search(said_before) or _OWNED.search(said_behind):
        return True
    if not _MOBILE.fullmatch(figures) or _OFFICE.search(said_before):
        return False
    return bool(_LETTER.search(match.string[: match.start()] + match.string[match.end() :]))


def _in_written_groups(written: str, figures: str, tongue: Tongue) -> str:
    groups = re.findall(r"\d+", written)
    if len(groups) == 1 and figures.startswith("84") and written.startswith("+"):
        groups = ["84", figures[2:]]
    return ", ".join(in_groups(group, tongue) for group in groups)
