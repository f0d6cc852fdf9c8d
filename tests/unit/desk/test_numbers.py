import pytest

from kiosk.desk.numbers import ALPHABET, format_number, new_ticket_id

QR_ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_ticket_ids_are_twelve_clear_characters_that_a_qr_code_packs_tight():
    ids = {new_ticket_id() for _ in range(200)}
    assert len(ids) == 200
    assert {len(one) for one in ids} == {12}
    assert set("".join(ids)) <= set(ALPHABET) <= QR_ALPHANUMERIC
    assert not set("01IO") & set(ALPHABET)


@pytest.mark.parametrize(
    ("prefix", "value", "digits", "number"),
    [
        ("A", 1, 3, "A001"),
        ("A", 999, 3, "A999"),
        ("A", 1000, 3, "A1000"),
        ("AB", 7, 1, "AB7"),
        ("C", 0, 2, "C00"),
    ],
)
def test_numbers_have_at_least_their_digits(prefix, value, digits, number):
    assert format_number(prefix, value, digits) == number
