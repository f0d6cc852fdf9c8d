"""Which of the choices on the screen a sentence picks: by what is written on it, or by its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.languages import Language, language_of
from dialogs.words import split

MIN_SHARE = 0.5  # of the words said that must be words of a label
_ORDINALS = {
    "vi": {"nhất": 1, "đầu": 1, "trên": 1, "nhì": 2, "giữa": 2, "cuối": -1, "dưới": -1},
    "en": {"first": 1, "top": 1, "second": 2, "middle": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1},
}
_BESIDE_A_PLACE = {
    "vi": frozenset({
        "cái", "câu", "mục", "nút", "ô", "dòng", "việc", "loại", "số", "thứ", "tiên", "cùng",
        "chọn", "bấm", "lấy", "làm", "cho", "tôi", "em", "bà", "ông", "ở", "bên", "là", "này",
        "đó", "ấy", "nhé", "ạ", "đi", "dạ", "thôi",
    }),
    "en": frozenset({
        "the", "number", "option", "choice", "button", "one", "please", "i", "want", "choose",
        "take", "pick", "it", "is", "that", "on", "at", "ok",
    }),
}  # fmt: skip
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its value, and the wordings it goes by, the one on the screen first."""

    value: str
    labels: tuple[str, ...]


def choose(text: str, options: Sequence[Option], language: str) -> str | None:
    """The value of the option that `text` picks; None where it picks none, or more than one."""
    known = language_of(language)
    said = [known.usual(word) for word in split(text)]
    labels = [[_plain(label, known) for label in option.labels] for option in options]
    plain = [known.plain(word) for word in said]
    exact = [option.value for option, own in zip(options, labels, strict=True) if plain in own]
    if exact:
        return exact[0] if len(exact) == 1 else None
    place = _place(said, known, len(options))
    if place is not None:
        return options[place].value
    return _by_words(set(plain), options, labels)


def _plain(label: str, language: Language) -> list[str]:
    return [language.plain(language.usual(word)) for word in split(label)]


def _place(said: Sequence[str], language: Language, count: int) -> int | None:
    """The place that `said` names ("số hai", "the last one"), from 0; None where it says anything else."""
    beside = _BESIDE_A_PLACE.get(language.code, _NONE)
    rest = [word for word in said if word not in beside] or list(said)
    ordinals = _ORDINALS.get(language.code, {})
    number = ordinals.get(rest[0]) if len(rest) == 1 else None
    if number is None:
        number = language.number(rest) if rest else None
    if number == -1:
        return count - 1 if count else None
    return number - 1 if number is not None and 1 <= number <= count else None


def _by_words(said: set[str], options: Sequence[Option], labels: Sequence[list[list[str]]]) -> str | None:
    """The only option that all the label words said belong to, if they are a good part of what was said."""
    words = [{word for label in own for word in label} for own in labels]
    named = said & set().union(*words)
    if not named or len(named) < MIN_SHARE * len(said):
        return None
    picked = [option.value for option, own in zip(options, words, strict=True) if named <= own]
    return picked[0] if len(picked) == 1 else None
