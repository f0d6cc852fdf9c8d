"""Certificates: what they say, from the bytes as they came."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asn1crypto import x509

from drivers.identity_card.chip.pki.certificates import parse_certificate
from drivers.identity_card.chip.pki.distinguished_names import parse_name
from drivers.identity_card.chip.pki.extensions import Use
from drivers.identity_card.chip.pki.times import parse_time
from drivers.identity_card.chip.tlv import Malformed, Tlv, encode
from tests.support.signed_cards import COUNTRY_FORM, CertificateForm, certify, curve_key, name

COUNTRY = certify(curve_key(seed=1), None, COUNTRY_FORM)
SIGNER = certify(curve_key(seed=2), COUNTRY, CertificateForm())


def test_an_authority() -> None:
    certificate = parse_certificate(COUNTRY.der)
    assert certificate.self_issued
    assert str(certificate.subject) == "C=VN, CN=Test Country"
    assert certificate.extensions.is_authority is True
    assert certificate.extensions.allows(Use.SIGN_CERTIFICATES)
    assert not certificate.extensions.allows(Use.SIGN)
    assert certificate.extensions.key_id == b"country key"
    assert certificate.signed_by(certificate.key)
    assert certificate.sha256 == COUNTRY.certificate.sha256.hex()


def test_a_signer() -> None:
    certificate = parse_certificate(SIGNER.der)
    assert not certificate.self_issued
    assert certificate.serial == 77
    assert certificate.extensions.issuer_key_id == b"country key"
    assert certificate.not_before == datetime(2020, 1, 1, tzinfo=UTC)
    assert certificate.signed_by(parse_certificate(COUNTRY.der).key)
    assert not certificate.signed_by(certificate.key)


@pytest.mark.parametrize("serial", [0, -5, 1 << 159])
def test_serial_numbers_that_libraries_refuse(serial: int) -> None:
    certificate = certify(curve_key(), None, replace(COUNTRY_FORM, serial=serial))
    assert parse_certificate(certificate.der).serial == serial


def test_a_certificate_without_extensions_that_matter() -> None:
    form = CertificateForm(uses=None, key_id=None, issuer_key_id=None)
    extensions = parse_certificate(certify(curve_key(), None, form).der).extensions
    assert (extensions.key_id, extensions.issuer_key_id, extensions.is_authority) == (None, None, None)
    assert extensions.allows(Use.SIGN)


def test_an_extension_that_comes_twice() -> None:
    twice = ({"extn_id": "basic_constraints", "extn_value": {"ca": True}},)
    with pytest.raises(Malformed):
        parse_certificate(certify(curve_key(), None, replace(COUNTRY_FORM, more=twice)).der)


def test_two_signature_algorithms() -> None:
    certificate = x509.Certificate.load(SIGNER.der)
    certificate["signature_algorithm"] = {"algorithm": "sha384_ecdsa"}
    with pytest.raises(Malformed):
        parse_certificate(certificate.dump(force=True))


@pytest.mark.parametrize("der", [b"", SIGNER.der + b"\x00", SIGNER.der[:-1], b"\x30\x80" + SIGNER.der[2:]])
def test_what_is_no_certificate(der: bytes) -> None:
    with pytest.raises(Malformed):
        parse_certificate(der)


def test_names_mean_the_same_in_other_strings_cases_and_blanks() -> None:
    one, other = (
        parse_name(name("Test  Country").dump()),
        parse_name(name("TEST country", as_utf8=False).dump()),
    )
    assert one == other
    assert one.exact != other.exact
    assert parse_name(name("Test Country").dump()) != parse_name(name("Test County").dump())


def test_a_name_is_one_line_whatever_it_says() -> None:
    shown = str(parse_name(name("a\nb\x1b[2J" + "x" * 500).dump()))
    assert shown.isprintable() and len(shown) < 120


@pytest.mark.parametrize(
    ("tag", "text", "moment"),
    [
        (0x17, b"220501120000Z", datetime(2022, 5, 1, 12, tzinfo=UTC)),
        (0x17, b"991231235959Z", datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (0x18, b"20500101000000Z", datetime(2050, 1, 1, tzinfo=UTC)),
    ],
)
def test_moments(tag: int, text: bytes, moment: datetime) -> None:
    assert parse_time(Tlv(tag, text, 0, 0)) == moment


@pytest.mark.parametrize(
    "text",
    [b"", b"2205011200Z", b"220501120000+0700", b"221301120000Z", b"22050112000\xb2Z", b"220501240000Z"],
)
def test_what_is_no_moment(text: bytes) -> None:
    for tag in (0x17, 0x18):
        with pytest.raises(Malformed):
            parse_time(Tlv(tag, text, 0, 0))


def test_no_cut_of_a_certificate_is_an_error_of_ours() -> None:
    for end in range(len(SIGNER.der)):
        with pytest.raises(Malformed):
            parse_certificate(encode(0x30, SIGNER.der[4:end]))
