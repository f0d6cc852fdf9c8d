"""DG13 by real DER: the golden sample, the forms that were seen, and forms that are none."""

import json
from pathlib import Path

import pytest

from drivers.identity_card.chip.files.dg13 import PersonalData, parse_dg13
from drivers.identity_card.chip.tlv import Malformed, encode

GOLDEN = Path(__file__).parents[5] / "golden" / "identity_card" / "vectors.json"
OID = bytes.fromhex("060628D316010008")


def text(value: str, tag: int = 0x0C) -> bytes:
    return encode(tag, value.encode())


def entry(number: int, *values: bytes) -> bytes:
    return encode(0x30, encode(0x02, bytes((number,))) + b"".join(values))


def dg13(*entries: bytes) -> bytes:
    body = encode(0x02, b"\x01") + OID + encode(0x31, b"".join(entries))
    return encode(0x6D, encode(0x30, body))


def test_the_golden_sample() -> None:
    vectors = json.loads(GOLDEN.read_text("utf-8"))
    person = parse_dg13(bytes.fromhex(vectors["DG13_synthetic"]))
    told = vectors["DG13_synthetic_decoded"]
    assert person.number == told["1"] == "001095012345"
    assert person.name == told["2"] == "Nguyễn Văn An"
    names = ("birth_date", "gender", "nationality", "ethnicity", "religion", "origin", "residence", "marks")
    for number, name in enumerate((*names, "issue_date", "expiry_date"), 3):
        assert getattr(person, name) == told[str(number)], name
    assert person.father and person.mother
    assert person.unknown == {}


@pytest.mark.parametrize(
    "parents",
    [
        (encode(0x30, text("Bố")), encode(0x30, text("Mẹ"))),  # two siblings
        (encode(0x30, encode(0x30, text("Bố")) + encode(0x30, text("Mẹ"))),),  # one that holds both
        (encode(0x30, text("Bố") + text("Mẹ")),),
        (text("Bố"), text("Mẹ")),
    ],
)
def test_every_form_of_the_parents(parents: tuple[bytes, ...]) -> None:
    person = parse_dg13(dg13(entry(13, *parents)))
    assert (person.father, person.mother) == ("Bố", "Mẹ")


def test_a_parent_who_is_not_named_leaves_the_other_in_its_place() -> None:
    person = parse_dg13(dg13(entry(13, encode(0x30, text("")), encode(0x30, text("Mẹ")))))
    assert (person.father, person.mother) == (None, "Mẹ")


@pytest.mark.parametrize(
    "entries", [(), (entry(14), entry(15)), (entry(14, text("")), entry(15, text("", 0x13)))]
)
def test_no_spouse_and_no_old_number(entries: tuple[bytes, ...]) -> None:
    person = parse_dg13(dg13(entry(1, text("099095000001", 0x13)), *entries))
    assert (person.spouse, person.old_number) == (None, None)
    assert person.number == "099095000001"


def test_spouse_and_old_number() -> None:
    person = parse_dg13(dg13(entry(14, encode(0x30, text("Lê Thị Hoa"))), entry(15, text("012345678", 0x13))))
    assert (person.spouse, person.old_number) == ("Lê Thị Hoa", "012345678")


def test_numbers_nobody_knows_are_kept_as_they_came() -> None:
    blood = text("A+")
    person = parse_dg13(dg13(entry(2, text("An")), entry(17, blood), entry(99, encode(0x30, blood))))
    assert person.unknown == {17: blood, 99: encode(0x30, blood)}
    assert person.name == "An"


def test_a_text_with_what_looks_like_a_field_in_it() -> None:
    """Parsers that look for the bytes 02 01 nn are led astray by it."""
    tricky = "So \x02\x01\x0d 12"
    person = parse_dg13(dg13(entry(9, text(tricky)), entry(13, encode(0x30, text("Bố")))))
    assert person.residence == tricky
    assert person.father == "Bố"


def test_long_fields_and_composed_letters() -> None:
    long = "Đường Nguyễn Thị Minh Khai, " * 12
    person = parse_dg13(dg13(entry(9, text(long)), entry(2, text("Nguye\u0302\u0303n"))))
    assert person.residence == long.strip()
    assert person.name == "Nguyễn"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        encode(0x6D, b"\xff" * 40),  # another state's, no TLV at all
        encode(0x6D, b"plain text"),
        dg13(entry(1), entry(1)),
        dg13(text("no field")),
        dg13(encode(0x30, text("no number"))),
        dg13(encode(0x30, b"")),
        dg13(entry(2, encode(0x0C, b"\xff\xfe"))),
        dg13(entry(13, text("a"), text("b"), text("c"))),
        dg13(entry(1)) + b"\x00",
        b"\x6d\x84\x7f\xff\xff\xff",
    ],
)
def test_what_is_none_is_malformed_and_says_nothing_personal(raw: bytes) -> None:
    with pytest.raises(Malformed) as failed:
        parse_dg13(raw)
    assert "no field" not in str(failed.value)


def test_a_value_nested_too_deep_is_not_followed() -> None:
    value = text("deep")
    for _ in range(40):
        value = encode(0x30, value)
    assert parse_dg13(dg13(entry(2, value))).name is None


def test_it_hides_itself() -> None:
    assert repr(PersonalData(name="An")) == "PersonalData(hidden)"
