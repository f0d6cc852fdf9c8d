"""What is no card's text: by which problem, in which words, and without the person in them."""

import pytest

from drivers.identity_card.qr import NotACard, Problem, parse_qr

CARD = "003095012345||Nguyễn Văn An|17081995|Nam|Số 12 ngõ 34, Hà Nội|06092022"


def refused(text: str) -> NotACard:
    with pytest.raises(NotACard) as error:
        parse_qr(text)
    return error.value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.EMPTY),
        ("\0\r\n\ufeff", Problem.EMPTY),
        ("x" * 3000, Problem.TOO_LONG),
        (CARD.replace("Hà", "H" * 3000), Problem.TOO_LONG),
        ("https://example.com/a|b|c|d|e|f|g", Problem.LINK),
        ("HTTP://EXAMPLE.COM", Problem.LINK),
        ("www.example.com", Problem.LINK),
        ("mailto:a@example.com", Problem.LINK),
        ("00020101021238570010A000000727", Problem.FOREIGN),
        ("WIFI:S:net;T:WPA;P:key;;", Problem.FOREIGN),
        ('{"number": "003095012345"}', Problem.FOREIGN),
        ("003095012345", Problem.FOREIGN),
        ("GD4010112345678|4e677579|01/01/1990|1|Ha Noi|01 - 001|x|y", Problem.FOREIGN),
        ("just a text", Problem.FOREIGN),
        (CARD[:40], Problem.TORN),
        (CARD[:-3], Problem.TORN),
        (CARD.rpartition("|")[0], Problem.TORN),
        (CARD[30:], Problem.TORN),
        (CARD.replace("An|", "A\x07n|"), Problem.CONTROL_CHARACTERS),
        (CARD.replace("An|", "A\nn|"), Problem.CONTROL_CHARACTERS),
        (CARD.replace("An|", "\u202eAn|"), Problem.CONTROL_CHARACTERS),
        (CARD.replace("ễ", "\ufffd"), Problem.MOJIBAKE),
        (CARD.replace("ễ", "?"), Problem.MOJIBAKE),
        (CARD.encode().decode("latin-1"), Problem.MOJIBAKE),
        (CARD.encode().decode("cp1252"), Problem.MOJIBAKE),
        (CARD.encode().decode("shift_jis", "replace"), Problem.MOJIBAKE),
        (CARD.encode().decode("gbk", "replace"), Problem.MOJIBAKE),
        (CARD[1:], Problem.NUMBER),
        (CARD.replace("||", "|12345|"), Problem.OLD_NUMBER),
        (CARD.replace("||", "|12345678x|"), Problem.OLD_NUMBER),
        (CARD.replace("Nguyễn Văn An", ""), Problem.NAME),
        (CARD.replace("Văn", "Va8n"), Problem.NAME),
        (CARD.replace("Nguyễn Văn An", "-"), Problem.NAME),
        (CARD.replace("17081995", "31021995"), Problem.BIRTH_DATE),
        (CARD.replace("17081995", "1995"), Problem.BIRTH_DATE),
        (CARD.replace("17081995", "17081995x"), Problem.BIRTH_DATE),
        (CARD.replace("|Nam|", "|Nan|"), Problem.GENDER),
        (CARD.replace("06092022", "99999999"), Problem.ISSUE_DATE),
        (CARD.replace("06092022", "2022-09-06"), Problem.ISSUE_DATE),
    ],
)
def test_what_is_no_card_is_refused_by_name_and_without_the_person(text: str, problem: Problem) -> None:
    error = refused(text)
    assert error.problem is problem
    assert not any(part in str(error) for part in ("Nguy", "1995", "09501", "ngõ"))


def test_the_words_say_where_what_and_what_would_be_right() -> None:
    assert str(refused(CARD.replace("17081995", "31021995"))) == (
        "field 4, the birth date: there is no such day in the calendar (ddmmyyyy)"
    )
    assert str(refused("https://example.com")) == (
        "the code holds a link; the card's holds text fields between `|`"
    )


def test_no_cut_text_is_taken_for_a_card_of_2021() -> None:
    for end in range(len(CARD)):
        refused(CARD[:end])
    for start in range(1, len(CARD)):
        refused(CARD[start:])
