import pytest

from kiosk.card import masking

SAID = {
    "name": "TRẦN THỊ MỸ DUYÊN",
    "number": "099300000127",
    "birth_date": "29/02/2000",
    "residence": "Tổ 5, Tân Lập",
}


@pytest.mark.parametrize(
    ("text", "masked"),
    [("NGUYỄN VĂN AN", "NGUYỄN V. A."), ("Y", "Y"), ("", ""), ("  Lê   Thị\tEm ", "Lê T. E.")],
)
def test_a_name_keeps_its_family(text: str, masked: str) -> None:
    assert masking.name(text) == masked


@pytest.mark.parametrize(
    ("text", "year"), [("29/02/2000", "2000"), ("1995-08-17", "1995"), ("1960", "1960"), ("không rõ", "•••")]
)
def test_of_a_date_the_year_is_left(text: str, year: str) -> None:
    assert masking.year(text) == year


def test_nothing_without_a_purpose_passes() -> None:
    person = {**SAID, "religion": "Không", "father": "TRẦN VĂN BA", "mother": None}
    assert masking.kept(person, ()) == {name: SAID[name] for name in ("name", "number", "birth_date")}
    assert masking.kept(person, ("residence", "mother")) == SAID


def test_fields_stand_in_their_order_and_empty_ones_are_left_out() -> None:
    shown = masking.shown(
        {**SAID, "gender": "Nữ", "issue_date": "15/03/2023"}, ("gender", "residence", "issue_date", "marks")
    )
    assert shown == (
        ("name", "TRẦN T. M. D."),
        ("number", "•••••••••127"),
        ("birth_year", "2000"),
        ("gender", "Nữ"),
        ("residence", "T. 5. T. L."),
        ("issue_date", "2023"),
    )
