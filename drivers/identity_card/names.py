"""Names as they are compared: Vietnamese letters, and the letters A to Z of an MRZ. Pure."""

import unicodedata

NO_MARK = str.maketrans("đĐ", "dD")  # these two do not decompose
MRZ_LETTERS = 30  # in the third line: a longer name is cut


def nfc(text: str) -> str:
    """`text` composed, its blanks single, none around."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """`text` in the letters A to Z: no marks, upper case, single blanks."""
    plain = "".join(one for one in _decomposed(text) if not unicodedata.combining(one))
    return " ".join(plain.translate(NO_MARK).upper().split())


def same_text(one: str, other: str) -> bool:
    """Whether both say the same; case, blanks, commas and which vowel has the tone (oà, òa) do not count."""
    return _spelled(one) == _spelled(other)


def _spelled(text: str) -> list[tuple[str, list[str]]]:
    """Each word without marks, and its marks in order."""
    words = _decomposed(text).casefold().replace(",", " ").split()
    return [(_letters(word), sorted(one for one in word if unicodedata.combining(one))) for word in words]


def _letters(word: str) -> str:
    return "".join(one for one in word if not unicodedata.combining(one))


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def fits_mrz(name: str, surname: str, given: str) -> bool:
    """Whether `name` can be the one an MRZ gives as `surname` and `given`, cut where it is too long."""
    words, read = _as_in_mrz(name).split(), f"{surname} {given}".split()
    if words == read:
        return True
    is_cut = len(surname) + len("<<") + len(given) >= MRZ_LETTERS - 1
    return is_cut and bool(read) and " ".join(words).startswith(" ".join(read))


def _as_in_mrz(name: str) -> str:
    """Apostrophes are left out and hyphens become blanks (ICAO 9303-3, 4.6)."""
    letters = folded(name).replace("-", " ")
    return "".join(one for one in letters if one == " " or (one.isascii() and one.isalpha()))
