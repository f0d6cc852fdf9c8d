"""SecurityInfos: EF.CardAccess and DG14 (ICAO 9303-11 §9.2, TR-03110-3 §A.1.1)."""

from dataclasses import dataclass

from simulator.identity_card.der import integer, oid, sequence, set_of, tlv
from simulator.identity_card.pace import PaceOffer
from simulator.identity_card.public_keys import curve_public
from simulator.identity_card.secrets import AgreementKey, CurveSecret, Secrets

TERMINAL_AUTHENTICATION = "0.4.0.127.0.7.2.2.2"
CHIP_AUTHENTICATION = "0.4.0.127.0.7.2.2.3.2"
AGREEMENT_KEY = "0.4.0.127.0.7.2.2.1.2"
ACTIVE_AUTHENTICATION = "2.23.136.1.1.5"
PLAIN_ECDSA = "0.4.0.127.0.7.1.1.4.1"
PLAIN_ECDSA_DIGESTS = {"sha1": 1, "sha224": 2, "sha256": 3, "sha384": 4, "sha512": 5}
UNKNOWN_INFO = "1.3.6.1.4.1.99999.1"  # an issuer may add what nobody knows


@dataclass(frozen=True, slots=True)
class InfoForm:
    """How an issuer writes its infos."""

    explicit: bool = False  # the curve of chip authentication spelt out
    unknown: bool = False  # one info more, that no reader knows
    terminal: bool = True
    repeated: bool = True  # DG14 has the PACEInfos of EF.CardAccess too (ICAO 9303-11 §9.2.10)


def card_access(offers: tuple[PaceOffer, ...], secrets: Secrets, form: InfoForm) -> bytes:
    """EF.CardAccess in the order of the cards' own constant."""
    protocols = [agreement_info(key) for key in secrets.agreement]
    return tlv(0x31, b"".join([*_terminal(form), *protocols, *(offer.info for offer in offers)]))


def data_group_14(offers: tuple[PaceOffer, ...], secrets: Secrets, form: InfoForm) -> bytes:
    """DG14: what EF.CardAccess has, and the keys."""
    infos = [*_terminal(form), *(offer.info for offer in offers if form.repeated)]
    for key in secrets.agreement:
        infos += [agreement_info(key), _agreement_key(key, form)]
    if isinstance(secrets.active, CurveSecret):
        algorithm = f"{PLAIN_ECDSA}.{PLAIN_ECDSA_DIGESTS[secrets.active.digest]}"
        infos.append(sequence(oid(ACTIVE_AUTHENTICATION), integer(1), oid(algorithm)))
    if form.unknown:
        infos.append(sequence(oid(UNKNOWN_INFO), integer(7)))
    return tlv(0x6E, set_of(*infos))


def agreement_info(key: AgreementKey) -> bytes:
    """ChipAuthenticationInfo, version 1."""
    return sequence(oid(agreement_oid(key)), integer(1), _number(key))


def agreement_oid(key: AgreementKey) -> str:
    """The object identifier of chip authentication with this key."""
    return f"{CHIP_AUTHENTICATION}.{key.suite.number}"


def _agreement_key(key: AgreementKey, form: InfoForm) -> bytes:
    public = curve_public(key.curve, key.scalar, form.explicit)
    return sequence(oid(AGREEMENT_KEY), public, _number(key))


def _number(key: AgreementKey) -> bytes:
    return b"" if key.number is None else integer(key.number)


def _terminal(form: InfoForm) -> list[bytes]:
    return [sequence(oid(TERMINAL_AUTHENTICATION), integer(1))] if form.terminal else []
