"""The machine readable zone: every check digit, what is forgiven when typed, what is told."""

import json
import string
from datetime import date
from pathlib import Path

import pytest

from drivers.identity_card.mrz import BadMrz, MrzOddity, parse_td1
from drivers.identity_card.mrz_checks import check_digit

GOLDEN = Path("tests/golden/identity_card/vectors.json")
CARD, FEBRUARY, UNENDING = (
    "\n".join(lines) for lines in json.loads(GOLDEN.read_text(encoding="utf8"))["MRZ_synthetic_TD1"]
)
SPECIMEN = (  # ICAO 9303-5, appendix B
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
)
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def test_a_vietnamese_card() -> None:
    td1 = parse_td1(CARD)
    assert (td1.document, td1.issuing_state, td1.nationality) == ("ID", "VNM", "VNM")
    assert (td1.document_number, td1.number) == ("095012345", "001095012345")
    assert (td1.birth_date, td1.sex, td1.expiry_date) == (date(1995, 8, 17), "male", date(2035, 8, 17))
    assert (td1.surname, td1.given, td1.is_cut, td1.warnings) == ("NGUYEN", "VAN AN", False, ())
    assert td1.key == ("095012345", "950817", "350817")


def test_the_number_tells_the_century_and_991231_is_never() -> None:
    assert (parse_td1(FEBRUARY).birth_date, parse_td1(FEBRUARY).sex) == (date(2000, 2, 29), "female")
    assert parse_td1(FEBRUARY).expiry_date == date(2099, 1, 1)
    unending = parse_td1(UNENDING)
    assert (unending.birth_date, unending.expiry_date) == (date(1955, 6, 10), None)
    assert unending.key == ("055000031", "550610", "991231")


def test_a_card_of_another_state() -> None:
    td1 = parse_td1(SPECIMEN)
    assert (td1.issuing_state, td1.document_number, td1.number) == ("UTO", "D23145890", None)
    assert (td1.birth_date, td1.expiry_date, td1.sex) == (date(1974, 8, 12), date(2012, 4, 15), "female")
    assert (td1.surname, td1.given, td1.warnings) == ("ERIKSSON", "ANNA MARIA", (MrzOddity.OTHER_STATE,))


def test_a_long_document_number_goes_on_in_the_optional_data() -> None:
    number = "D23145890734"
    first = f"I<UTO{number[:9]}<{number[9:]}{check_digit(number[:9] + '<' + number[9:])}".ljust(30, "<")
    second = "7408122F1204159UTO<<<<<<<<<<<"
    second += check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    td1 = parse_td1(f"{first}\n{second}\nERIKSSON<<ANNA")
    assert (td1.document_number, td1.key[0]) == (number, number)


@pytest.mark.parametrize(
    "typed",
    [
        CARD.lower(),
        CARD.replace("\n", ""),
        CARD.replace("\n", "\r\n\r\n"),
        CARD.replace("<<", "«"),
        CARD.replace("<", "＜"),
        CARD.rstrip("<"),
        " ".join(CARD.replace("\n", "|")).replace("|", "\n"),
        f"\ufeff{CARD}\n",
    ],
)
def test_typed_lines_are_forgiven_much(typed: str) -> None:
    assert parse_td1(typed).key == parse_td1(CARD).key


def with_letter(text: str, line: int, position: int, letter: str) -> str:
    lines = text.split("\n")
    lines[line - 1] = lines[line - 1][: position - 1] + letter + lines[line - 1][position:]
    return "\n".join(lines)


def test_every_wrong_digit_is_noticed_and_its_place_is_near() -> None:
    """Every digit of lines 1 and 2 is under some check digit."""
    digits = [
        (line, at) for line in (1, 2) for at in range(1, 31) if CARD.split("\n")[line - 1][at - 1].isdigit()
    ]
    for line, at in digits:
        right = CARD.split("\n")[line - 1][at - 1]
        for wrong in set(string.digits) - {right}:
            with pytest.raises(BadMrz) as error:
                parse_td1(with_letter(CARD, line, at, wrong))
            assert error.value.line is not None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "0 lines; an identity card has 3 of 30 characters"),
        (
            PASSPORT,
            "2 lines of 44 characters are a passport's (TD3); an identity card has 3 of 30, on its back",
        ),
        (
            PASSPORT.replace("\n", ""),
            "2 lines of 44 characters are a passport's (TD3); an identity card has 3 of 30, on its back",
        ),
        ("x" * 3000, "3000 characters; an identity card's has 3 lines of 30"),
        (CARD.replace("IDVNM", "IDVN"), "line 1: 29 characters; it has 30"),
        (
            with_letter(CARD, 1, 1, "P"),
            "line 1, position 1: an identity card begins with I, A or C (Viet Nam: ID)",
        ),
        (with_letter(CARD, 1, 4, "0"), "line 1, position 4: a digit in document and state"),
        (
            with_letter(CARD, 1, 15, "4"),
            "line 1, position 15: the check digit over the document number does not fit: "
            "one of those characters is wrong",
        ),
        (
            with_letter(CARD, 1, 15, "A"),
            "line 1, position 15: the check digit over the document number must be a digit",
        ),
        (
            with_letter(CARD, 1, 17, "O"),
            "line 1, position 17: Viet Nam's cards have the 12 digits of the personal number here",
        ),
        (with_letter(CARD, 1, 28, "X"), "line 1, position 28: `<<` follows the personal number"),
        (
            with_letter(CARD, 1, 30, "7"),
            "line 1, position 30: the check digit over the personal number does not fit: "
            "one of those characters is wrong",
        ),
        (
            with_letter(CARD, 2, 7, "5"),
            "line 2, position 7: the check digit over the birth date does not fit: "
            "one of those characters is wrong",
        ),
        (with_letter(CARD, 2, 8, "X"), "line 2, position 8: the sex is M, F or <"),
        (
            with_letter(CARD, 2, 15, "3"),
            "line 2, position 15: the check digit over the day of expiry does not fit: "
            "one of those characters is wrong",
        ),
        (
            with_letter(CARD, 2, 30, "1"),
            "line 2, position 30: the check digit over the numbers of lines 1 and 2 does not fit: "
            "one of those characters is wrong",
        ),
        (with_letter(CARD, 3, 2, "9"), "line 3, position 2: a digit in a name"),
        (
            with_letter(CARD, 3, 7, "é"),
            "line 3, position 7: a character that is none of A to Z, 0 to 9 and <",
        ),
    ],
)
def test_what_is_wrong_is_told_with_line_and_position(text: str, complaint: str) -> None:
    with pytest.raises(BadMrz) as error:
        parse_td1(text)
    assert str(error.value) == complaint


def test_a_day_that_is_none() -> None:
    second = "950230" + check_digit("950230") + "M3508172VNM<<<<<<<<<<<"
    first, _, third = CARD.split("\n")
    second += check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    with pytest.raises(BadMrz, match="line 2, position 1: the birth date is no day of the calendar"):
        parse_td1(f"{first}\n{second}\n{third}")


def test_it_hides_in_its_repr() -> None:
    assert repr(parse_td1(CARD)) == "Td1(hidden)"
