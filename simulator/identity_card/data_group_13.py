"""DG13, the issuer's own group: sixteen fields of the citizen, in the forms seen on cards."""

from dataclasses import dataclass
from typing import Literal

from simulator.identity_card.der import integer, oid, printable, sequence, tlv, utf8
from simulator.identity_card.people import Person
from simulator.identity_card.qr import SEX

UTF8_NAMES = "1.0.10646.1.0.8"
FOR_LIFE = "Không thời hạn"


@dataclass(frozen=True, slots=True)
class PersonalForm:
    """How one batch of cards writes the group."""

    parents: Literal["siblings", "nested"] = "siblings"
    no_old_number: Literal["integer", "missing"] = "integer"
    no_spouse: Literal["integer", "missing"] = "integer"
    unknown: tuple[tuple[int, str], ...] = ()  # fields that no list knows
    plain: bool = False  # text without any TLV inside, as one state has it


def data_group_13(person: Person, form: PersonalForm) -> bytes:
    """The whole file."""
    if form.plain:
        return tlv(0x6D, f"{person.number};{person.name};{person.birth:%d/%m/%Y}".encode())
    fields = [*_plain_fields(person), _parents(person, form), *_optional(person, form)]
    fields += [sequence(integer(16), printable(person.serial))]
    fields += [sequence(integer(number), utf8(text)) for number, text in form.unknown]
    return tlv(0x6D, sequence(integer(1), oid(UTF8_NAMES), tlv(0x31, b"".join(fields))))


def _plain_fields(person: Person) -> list[bytes]:
    expires = f"{person.expires:%d/%m/%Y}" if person.expires else FOR_LIFE
    values = (
        printable(person.number),
        utf8(person.name),
        printable(f"{person.birth:%d/%m/%Y}"),
        utf8(SEX[person.gender]),
        utf8("Việt Nam"),
        utf8(person.ethnicity),
        utf8(person.religion),
        utf8(person.origin),
        utf8(person.residence),
        utf8(person.marks),
        printable(f"{person.issued:%d/%m/%Y}"),
        utf8(expires),
    )
    return [sequence(integer(number), value) for number, value in enumerate(values, 1)]


def _parents(person: Person, form: PersonalForm) -> bytes:
    names = (utf8(person.father), utf8(person.mother))
    if form.parents == "nested":
        return sequence(integer(13), sequence(*names))
    return sequence(integer(13), *map(sequence, names))


def _optional(person: Person, form: PersonalForm) -> list[bytes]:
    found = []
    if person.spouse is not None:
        found.append(sequence(integer(14), sequence(utf8(person.spouse))))
    elif form.no_spouse == "integer":
        found.append(sequence(integer(14)))
    if person.old_number is not None:
        found.append(sequence(integer(15), printable(person.old_number)))
    elif form.no_old_number == "integer":
        found.append(sequence(integer(15)))
    return found
