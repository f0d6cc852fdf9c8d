"""Numbers: 1.005, 1 000 000, 1,5, 007, -5, and figures one by one."""

import re
from functools import partial

from dialogs.reading.rule import END, START, Rule, before
from dialogs.reading.tongue import Tongue

NUMBER = r"\d+(?:[.,]\d+)*"
SPACED = r"[1-9]\d{0,2}(?: \d{3})+(?!\d)(?:,\d+)?"  # 150 000
LONGEST_CARDINAL = 15  # figures
SHORTEST_CODE = 8  # figures without a pause that are no round number
_COUNTED = re.compile(rf"{START}0(?P<n>[1-9])(?= [^\W\d_A-ZĐ])")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*")
_GROUPS = {5: (5,), 6: (3, 3), 7: (3, 4), 9: (3, 3, 3), 10: (4, 3, 3), 11: (3, 4, 4)}


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """What is left of figures when every other rule has taken its own."""
    spaced = rf"{START}(?:[1-9]\d{{0,2}}(?: \d{{3}}){{2,6}}|[1-9]\d{{0,2}} 000)(?! ?\d)(?:,\d+)?{END}"
    return (
        Rule(re.compile(r"(?:(?<=[ (,;:])|^)[-–](?=\d)"), lambda _: tongue.words.minus),
        Rule(re.compile(spaced), lambda match: spoken_number(match[0], tongue)),
        Rule(_COUNTED, partial(_counted, tongue=tongue)),
        Rule(re.compile(NUMBER), partial(_number, tongue=tongue)),
    )


def _counted(match: re.Match[str], tongue: Tongue) -> str | None:
    """03 ngày is three days; in the name of a form or counter the 0 is said."""
    if tongue.code == "en" or names_by_number(before(match), tongue):
        return None
    return tongue.digits[int(match["n"])]


def _number(match: re.Match[str], tongue: Tongue) -> str:
    if "," in match[0] and names_by_number(before(match), tongue):
        return ", ".join(spoken_number(part, tongue) for part in match[0].split(","))
    if match[0].isdigit() and len(match[0]) == 4 and int(match[0]) in tongue.years:
        return tongue.year(int(match[0]))
    return spoken_number(match[0], tongue)


def names_by_number(text_before: str, tongue: Tongue) -> bool:
    """Whether the number behind `text_before` is a name: of a counter, a floor, a year."""
    words = text_before.lower().split(" ")
    return words[-1] == "" and any(" ".join(words[-n:-1]) in tongue.named_by_number for n in (2, 3))


def spoken_number(written: str, tongue: Tongue, *, is_money: bool = False) -> str:
    """A number as it is written, in words; in money every full group of three is thousands."""
    if written.isdigit() and len(written) >= SHORTEST_CODE and not (is_money or written.endswith("000")):
        return in_groups(written, tongue)
    whole, sign, decimals = _parted(written, tongue, is_money)
    if whole is None:
        return _row(written, tongue)
    said = whole_number(whole, tongue)
    if not decimals:
        return said
    point = tongue.words.point if sign == "," else tongue.words.dot
    return f"{said} {point} {one_by_one(decimals, tongue)}"


def _parted(written: str, tongue: Tongue, is_money: bool) -> tuple[str | None, str, str]:
    """The figures before the sign of decimals, the sign, and those behind; None: it is no one number."""
    head, sign, tail = _last_sign(written)
    grouped = _GROUPED.fullmatch(written)
    if grouped and (is_money or written.count(sign) > 1 or sign == " " or not tongue.is_decimal(sign, tail)):
        return re.sub("[., ]", "", written), "", ""
    if sign in ("", " "):
        return written.replace(" ", ""), "", ""
    of_head = _GROUPED.fullmatch(head)
    if head.isdigit() or (of_head and of_head[1] != sign):
        return re.sub("[., ]", "", head), sign, tail
    return None, "", ""


def _last_sign(written: str) -> tuple[str, str, str]:
    place = max(written.rfind(sign) for sign in "., ")
    return (written[:place], written[place], written[place + 1 :]) if place >= 0 else (written, "", "")


def _row(written: str, tongue: Tongue) -> str:
    """Numbers one after the other: 1,2,3 a list, 1.2.3 a section."""
    lists = [part.replace(".", f" {tongue.words.dot} ").split(" ") for part in written.split(",")]
    return ", ".join(
        " ".join(whole_number(piece, tongue) if piece.isdigit() else piece for piece in part if piece)
        for part in lists
    )


def whole_number(figures: str, tongue: Tongue) -> str:
    """Figures as one number; one by one where they begin with 0 or are too many."""
    if (len(figures) > 1 and figures[0] == "0") or len(figures) > LONGEST_CARDINAL:
        return in_groups(figures, tongue)
    return tongue.cardinal(int(figures))


def one_by_one(figures: str, tongue: Tongue) -> str:
    """Each figure by itself."""
    return " ".join(tongue.digits[int(figure)] for figure in figures)


def in_groups(figures: str, tongue: Tongue) -> str:
    """One by one, with a pause after three or four."""
    sizes = _GROUPS.get(len(figures), (4,) * (len(figures) // 4 + 1))
    groups, place = [], 0
    for size in sizes:
        groups.append(figures[place : place + size])
        place += size
    return ", ".join(one_by_one(group, tongue) for group in groups if group)
