"""What two files of one card say of the same thing."""

from drivers.identity_card.chip.authentication.checks import Check, Name, failed, not_checked, passed
from drivers.identity_card.chip.card_access import Source
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.files.com import Com, parse_com
from drivers.identity_card.chip.files.dg13 import PersonalData
from drivers.identity_card.chip.files.dg14 import infos_in, parse_dg14
from drivers.identity_card.chip.files.sod import Sod
from drivers.identity_card.chip.pki.der import SET
from drivers.identity_card.chip.tlv import read_whole
from drivers.identity_card.mrz import Td1

VERSIONS = frozenset((("0107", "040000"), ("0108", "040000")))  # ICAO 9303-10, 4.6.1


def check_contents(sod: Sod, raw_com: bytes | None, why: str) -> Check:
    """EF.COM, which anybody can write, lists what was signed; `why` there is none."""
    if raw_com is None:
        return failed(Name.CONTENTS, why) if why else not_checked(Name.CONTENTS, "not_read")
    try:
        com = parse_com(raw_com)
    except CardError as error:
        return failed(Name.CONTENTS, "malformed", str(error))
    if com.groups != sod.hashes.keys():
        return failed(Name.CONTENTS, "other_groups", _listed(com, sod))
    versions = (com.lds_version, com.unicode_version)
    if versions != sod.versions and (sod.versions or versions not in VERSIONS):
        return failed(Name.CONTENTS, "other_version", " ".join(versions))
    return passed(Name.CONTENTS)


def _listed(com: Com, sod: Sod) -> str:
    return f"EF.COM lists {sorted(com.groups)}, signed are {sorted(sod.hashes)}"


def check_access(card_access: bytes, came_from: str, raw_dg14: bytes | None) -> Check:
    """The ways in that were offered before any key are those that were signed (ICAO 9303-11, 9.2.10).

    A card that does not show them is not blamed: some genuine ones do not.
    """
    if came_from == Source.MALFORMED:
        return failed(Name.ACCESS, "malformed")
    if raw_dg14 is None or not card_access:
        return not_checked(Name.ACCESS, "not_read")
    try:
        signed = parse_dg14(raw_dg14)
        offered = frozenset(infos_in(read_whole(card_access, SET).value))
    except CardError as error:
        return failed(Name.ACCESS, "malformed", str(error))
    if not signed.has_pace:
        return not_checked(Name.ACCESS, "not_signed", "DG14 does not repeat EF.CardAccess")
    if not offered <= signed.raw:
        return failed(Name.ACCESS, "other_ways", "EF.CardAccess offers what DG14 does not have")
    return passed(Name.ACCESS)


def check_number(mrz: Td1 | None, person: PersonalData | None) -> Check:
    """DG1 and DG13, both signed, name one number."""
    if mrz is None or person is None or not mrz.number or not person.number:
        return not_checked(Name.NUMBER, "not_read")
    if mrz.number != person.number:
        return failed(Name.NUMBER, "differs", "the number of the MRZ is not that of the personal data")
    return passed(Name.NUMBER)
