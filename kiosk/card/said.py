"""What a card says of its holder, by the names of the fields: of the chip, of the MRZ, of the code. Pure."""

from dataclasses import fields

from drivers.identity_card.chip.card_read import CardRead
from drivers.identity_card.chip.files.dg13 import PersonalData
from drivers.identity_card.mrz import Td1
from drivers.identity_card.qr import CitizenQr

GENDERS = {"male": "Nam", "female": "Nữ"}
PERSONAL = tuple(field.name for field in fields(PersonalData) if field.name != "unknown")

Said = dict[str, str | None]


def of_chip(read: CardRead) -> Said:
    """Of the personal data where they are, else of the MRZ."""
    said = {} if read.mrz is None else _of_mrz(read.mrz)
    if read.person is not None:
        said.update({name: value for name in PERSONAL if (value := getattr(read.person, name))})
    if read.portrait is not None:
        said["portrait"] = "read"
    return said


def of_code(qr: CitizenQr) -> Said:
    """Of the code on the card's face."""
    return {
        "number": qr.number,
        "name": qr.name,
        "birth_date": qr.birth_date.isoformat(),
        "gender": GENDERS[qr.gender],
        "residence": qr.address,
        "issue_date": None if qr.issue_date is None else qr.issue_date.isoformat(),
        "old_number": qr.old_number,
    }


def _of_mrz(mrz: Td1) -> Said:
    return {
        "number": mrz.number,
        "name": f"{mrz.surname} {mrz.given}".strip(),
        "birth_date": None if mrz.birth_date is None else mrz.birth_date.isoformat(),
        "gender": GENDERS.get(mrz.sex or ""),
        "expiry_date": None if mrz.expiry_date is None else mrz.expiry_date.isoformat(),
    }
