"""EAN13 (ISO/IEC 15420): twelve digits in two halves; the first digit is in the parities of the left half."""

SET_A = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
PARITIES = (
    *("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB"),
    *("ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"),
)
GUARD, CENTRE = "111", "11111"


def ean13(data: bytes) -> str | None:
    """Twelve digits, or thirteen with the check digit; None for anything else."""
    text = data.decode("latin-1")
    if not (text.isascii() and text.isdigit()) or len(text) not in (12, 13):
        return None
    first, *digits = (int(character) for character in text.ljust(13, check_digit(text[:12])))
    parities = PARITIES[first]
    left = "".join(_left(digit, parity) for digit, parity in zip(digits[:6], parities, strict=True))
    right = "".join(SET_A[digit] for digit in digits[6:])
    return GUARD + left + CENTRE + right + GUARD


def upc_a(data: bytes) -> str | None:
    """Eleven digits, or twelve with the check digit: an EAN13 that begins with 0."""
    return ean13(b"0" + data)


def check_digit(twelve: str) -> str:
    """Makes the sum, every second digit three times, a multiple of ten."""
    digits = [int(character) for character in twelve]
    return str(-(sum(digits[::2]) + 3 * sum(digits[1::2])) % 10)


def _left(digit: int, parity: str) -> str:
    return SET_A[digit] if parity == "A" else SET_A[digit][::-1]
