"""What QR, MRZ and chip do not agree on, each by its name."""

from dataclasses import dataclass, replace

import pytest

from drivers.identity_card.consistency import Field, Mismatch, Source, compare
from drivers.identity_card.mrz import parse_td1
from drivers.identity_card.qr import parse_qr

QR = parse_qr("001095012345|012345678|Nguyễn Văn An|17081995|Nam|Số 12 Mỹ Đình, Hà Nội|06092022")
MRZ = parse_td1("IDVNM0950123455001095012345<<6\n9508174M3508172VNM<<<<<<<<<<<0\nNGUYEN<<VAN<AN")


@dataclass(frozen=True)
class Person:
    """As DG13 has it."""

    number: str | None = "001095012345"
    old_number: str | None = "012345678"
    name: str | None = "NGUYỄN VĂN AN"
    birth_date: str | None = "17/08/1995"
    gender: str | None = "Nam"
    residence: str | None = "Số 12, Mỹ Đình, Hà Nội"
    issue_date: str | None = "06/09/2022"
    expiry_date: str | None = "17/08/2035"


def test_one_person_has_no_mismatch() -> None:
    assert compare(QR, MRZ, Person()) == ()


def test_what_is_absent_is_not_compared() -> None:
    assert compare(None, None, None) == ()
    assert compare(QR, None, None) == compare(None, MRZ, None) == ()
    nothing = Person(None, "", None, "", None, None, "08/1995", "sometime")
    assert compare(QR, MRZ, nothing) == ()
    assert compare(replace(QR, old_number=None), MRZ, Person(old_number="000000000")) == ()


ALL = (Source.QR, Source.MRZ, Source.CHIP)


@pytest.mark.parametrize(
    ("person", "mismatches"),
    [
        (
            Person(number="001095012346"),
            {Field.NUMBER: ALL, Field.DOCUMENT_NUMBER: ALL},
        ),
        (Person(name="Nguyễn Văn Ân"), {Field.NAME: ALL}),
        (Person(name="Nguyễn Văn Bình"), {Field.NAME: ALL}),
        (Person(birth_date="18/08/1995"), {Field.BIRTH_DATE: ALL}),
        (Person(gender="Nữ"), {Field.GENDER: ALL}),
        (Person(issue_date="07/09/2022"), {Field.ISSUE_DATE: (Source.QR, Source.CHIP)}),
        (Person(expiry_date="Không thời hạn"), {Field.EXPIRY: (Source.MRZ, Source.CHIP)}),
        (Person(old_number="012345679"), {Field.OLD_NUMBER: (Source.QR, Source.CHIP)}),
        (Person(residence="Huế"), {Field.RESIDENCE: (Source.QR, Source.CHIP)}),
    ],
)
def test_each_difference_has_its_name(person: Person, mismatches: dict[Field, tuple[Source, ...]]) -> None:
    assert compare(QR, MRZ, person) == tuple(Mismatch(*one) for one in mismatches.items())


def test_a_qr_of_another_card_differs_in_everything_that_both_have() -> None:
    other = parse_qr("003300000127||Trần Thị Mỹ|29022000|Nữ|Huế|15032023")
    fields = {mismatch.field for mismatch in compare(other, MRZ, None)}
    assert fields == {Field.NUMBER, Field.DOCUMENT_NUMBER, Field.NAME, Field.BIRTH_DATE, Field.GENDER}


def test_a_card_that_never_ends_says_so_in_both_places() -> None:
    never = replace(MRZ, expiry="991231", expiry_date=None)
    assert compare(None, never, Person(expiry_date="KHÔNG THỜI HẠN")) == ()


def test_only_a_residence_may_change_while_the_card_stays() -> None:
    innocent = {field for field in Field if Mismatch(field, ()).may_be_innocent}
    assert innocent == {Field.RESIDENCE}
