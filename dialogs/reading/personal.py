"""What belongs to a person and is never said: numbers of identity papers and accounts, days of birth."""

import re
from functools import partial

from dialogs.reading.rule import Rule, after, any_of, before, without_repeat
from dialogs.reading.tongue import Tongue

_PAPERS = (
    r"CCCD|CMND|CMTND|CMT|GPLX|BHXH|BHYT|MST|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|"
    r"định danh(?: cá nhân)?|hộ chiếu|giấy phép lái xe|bảo hiểm (?:xã hội|y tế)|mã số thuế|tài khoản|"
    r"identity(?: card| number)?|ID(?: card)?|passport|personal|insurance|tax code|account"
)
_GAP = (
    r"(?:[ :(#.-]{0,3}\b(?:số|thẻ|mã|là|của|tôi|ông|bà|anh|chị|em|ông/bà|cá nhân|công dân|ngân hàng|"
    r"no|number|is|card|code|of|my|your)\b){0,6}[ :(#.]{0,3}"
)
_OF_PAPER = re.compile(
    rf"(?i:(?P<lead>\b(?:{_PAPERS})\b{_GAP}))(?!\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}})"
    r"[A-Za-z]{0,3} ?\d(?:[ .-]?\d){7,18}(?![\d/])"
)
_LANDLINE = re.compile(r"02\d{8,9}|1[89]00\d{4}(?:\d\d)?")
_OF_TEN_FIGURES = re.compile(r"(?i:MST|BHXH|BHYT|thuế|bảo hiểm|tài khoản|tax|insurance|account)")
_LONG = re.compile(r"(?<![\w+.,/-])(?:\d{9}|\d{12,19})(?!\w|[.,]\d)")
_GROUPED = re.compile(r"(?<![\w+.,/-])\d{1,6}(?:[ .-]\d{2,6}){1,5}(?!\w|[.,-]\d)")
_LETTERED = re.compile(r"(?<![\w-])(?:[A-Z]\d{7,8}|[A-Z]{2} ?\d(?: ?\d){12})(?!\w)")
_MASKED = re.compile(r"(?<!\w)\d{1,6}[*xX•●]{3,12}\d{0,6}(?!\w)")
_NUMBER_SAID = re.compile(r"(?i:\bno\. ?)$")
_SUMS = r" ?(?:nghìn|ngàn|triệu|tỷ|tỉ|thousand|million|billion)?"

_BIRTH = r"ngày,? tháng,? năm sinh|ngày sinh|sinh nhật|date of birth|birth ?da(?:te|y)|dob|born"
_BORN = r"(?<!khai )(?<!tuyển )(?<!học )(?<!thí )(?<!vệ )(?<!chứng )(?<!hộ )(?<!phát )(?<!giáo )(?<!sơ )sinh"
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = (
    r"\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}(?!\d)|"
    r"\d{1,2} tháng \d{1,2}(?:,? năm \d{4})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})(?:,? \d{{4}})?|(?:{_MONTHS}) \d{{1,2}}(?:,? \d{{4}})?"
)
_FAR = r"[^\d.;!?]{0,30}?(?:[:(]|\b(?:là|is|on|ngày|vào|mùng)) ?"  # between the word and the day
_OF_BIRTH = re.compile(
    rf"(?i:\b(?P<lead>(?:{_BIRTH})\b(?: |{_FAR})|{_BORN}[ :(]{{1,3}}(?:ngày |vào ngày |mùng )?))(?:{_DAY})"
)


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """What words or letters mark as personal; they go first, for no other rule may see it."""
    number = partial(_replaced, phrase=tongue.phrases.number)
    return (
        Rule(_OF_BIRTH, partial(_replaced, phrase=tongue.phrases.day)),
        Rule(_OF_PAPER, partial(_of_paper, phrase=tongue.phrases.number, money=_money(tongue))),
        Rule(_MASKED, number),
        Rule(_LETTERED, number),
    )


def rules_by_figures(tongue: Tongue) -> tuple[Rule, ...]:
    """What only its figures mark as personal; these go behind the telephones."""
    loose = partial(_loose, phrase=tongue.phrases.number, money=_money(tongue))
    return (Rule(_LONG, loose), Rule(_GROUPED, loose))


def _money(tongue: Tongue) -> re.Pattern[str]:
    return re.compile(rf"{_SUMS} ?(?:{any_of(tongue.currencies)})(?!\w)")


def _replaced(match: re.Match[str], phrase: str) -> str:
    lead = _NUMBER_SAID.sub("", match.groupdict().get("lead", ""))
    return lead + without_repeat(before(match) + lead, phrase)


def _of_paper(match: re.Match[str], phrase: str, money: re.Pattern[str]) -> str | None:
    lead = match["lead"]
    is_landline = _LANDLINE.fullmatch(re.sub(r"\D", "", match[0].removeprefix(lead)))
    if money.match(after(match)) or (is_landline and not _OF_TEN_FIGURES.search(lead)):
        return None
    return _replaced(match, phrase)


def _loose(match: re.Match[str], phrase: str, money: re.Pattern[str]) -> str | None:
    """A number without words that tell what it is: by its figures it may be one of a person."""
    figures = re.sub(r"\D", "", match[0])
    if money.match(after(match)) or not _may_be_of_a_person(match[0], figures):
        return None
    return _replaced(match, phrase)


def _may_be_of_a_person(written: str, figures: str) -> bool:
    if len(figures) not in (9, *range(12, 20)) or figures.endswith("000"):
        return False
    is_thousands = re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", written) is not None
    return not is_thousands
