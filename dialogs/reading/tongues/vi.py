"""Vietnamese as it is spoken in the north, the centre and the south."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from dialogs.reading.tongue import Clock, Law, Phrases, SmallWords
from dialogs.reading.tongues import vi_words
from dialogs.reading.tongues.vi_numbers import DIALECTS, DIGITS, cardinal

_VOWELS = (
    "iêu|yêu|uôi|ươi|ươu|uyê|uya|oai|oay|oao|oeo|uây|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|"
    "ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE = re.compile(
    f"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?(?:{_VOWELS})(?P<end>ch|ng|nh|[cmnpt])?"
)
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TONES_BEFORE_STOPS = re.compile("[\u0301\u0323]")
_STOPS = ("c", "ch", "p", "t")
_EVENING_HOUR = 6


class Vietnamese:
    """One dialect of Vietnamese."""

    code = "vi"
    alphabet = vi_words.ALPHABET
    foreign: Mapping[str, str] = vi_words.FOREIGN
    letters: Mapping[str, str] = vi_words.LETTERS
    digits: Sequence[str] = DIGITS
    joint = ", "
    words = SmallWords(
        from_="từ", to="đến", or_="hoặc", per="mỗi", minus="âm", over="trên", point="phẩy", dot="chấm",
        times="nhân", plus="cộng", number="số", quarter="quý",
    )  # fmt: skip
    phrases = Phrases(number="số trên màn hình", day="ngày trên màn hình", address="địa chỉ trên màn hình")
    units: Mapping[str, tuple[str, str]] = {written: (name, name) for written, name in vi_words.UNITS.items()}
    currencies: Mapping[str, str] = vi_words.CURRENCIES
    symbols: Mapping[str, str] = vi_words.SYMBOLS
    law_kinds: Mapping[str, str] = vi_words.LAW_KINDS
    sittings: Mapping[str, str] = vi_words.SITTINGS
    roman_leads: Sequence[str] = vi_words.ROMAN_LEADS
    years = range(0)
    named_by_number: Sequence[str] = vi_words.NAMED_BY_NUMBER

    def __init__(self, dialect: str) -> None:
        self._dialect = DIALECTS.get(dialect, DIALECTS["north"])

    def cardinal(self, number: int) -> str:
        """105 → một trăm linh năm."""
        return cardinal(number, self._dialect)

    def year(self, number: int) -> str:
        """2025 → hai nghìn không trăm hai mươi lăm."""
        return self.cardinal(number)

    def ordinal(self, number: int) -> str:
        """What stands behind `thứ`: nhất, hai, ba, tư."""
        return {1: "nhất", 4: "tư"}.get(number) or self.cardinal(number)

    def day(self, day: int, month: int, year: int | None) -> str:
        """Ngày ba mươi tháng tư năm hai nghìn không trăm hai mươi lăm."""
        return f"ngày {self.cardinal(day)} {self.month(month, year)}"

    def month(self, month: int, year: int | None) -> str:
        """Tháng tư năm hai nghìn không trăm hai mươi lăm."""
        name = "tháng tư" if month == 4 else f"tháng {self.cardinal(month)}"
        return name if year is None else f"{name} năm {self.year(year)}"

    def clock(self, clock: Clock) -> str:
        """Tám giờ, tám giờ ba mươi, tám giờ năm phút, tám giờ ba mươi sáng."""
        said = f"{self.cardinal(clock.hour)} giờ"
        if clock.minute or (clock.minute is not None and clock.second):
            said += f" {self.cardinal(clock.minute)}"
            said += " phút" if clock.minute < 10 or clock.second or clock.says_minutes else ""
        if clock.second:
            said += f" {self.cardinal(clock.second)} giây"
        return f"{said} {_part_of_day(clock)}".rstrip()

    def fraction(self, part: int, whole: int) -> str:
        """Một phần hai, ba phần tư."""
        return f"{self.cardinal(part)} phần {'tư' if whole == 4 else self.cardinal(whole)}"

    def law(self, law: Law) -> str:
        """Nghị định … năm … của chính phủ."""
        said = [law.kind, law.number]
        if law.year is not None:
            said.append(f"năm {self.year(law.year)}")
        if law.offices:
            said.append(f"của {' và '.join(law.offices)}")
        return " ".join(filter(None, said))

    def is_decimal(self, sign: str, decimals: str) -> bool:
        """A comma stands before decimals; a point does where no three figures follow."""
        return sign == "," or len(decimals) != 3

    def is_word(self, word: str) -> bool:
        """Whether `word` is a Vietnamese syllable."""
        apart = unicodedata.normalize("NFD", word)
        match = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONE.sub("", apart)))
        if match is None:
            return False
        return match["end"] not in _STOPS or bool(_TONES_BEFORE_STOPS.search(apart))


def _part_of_day(clock: Clock) -> str:
    if clock.half != "pm":
        return "sáng" if clock.half else ""
    if clock.hour == 12:
        return "trưa"
    return "chiều" if clock.hour < _EVENING_HOUR else "tối"
