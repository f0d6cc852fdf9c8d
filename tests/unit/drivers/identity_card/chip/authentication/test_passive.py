"""Passive authentication against SODs that asn1crypto and `cryptography` made."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.checks import Check, Name, Outcome
from drivers.identity_card.chip.authentication.passive import authenticate_passively, read_sod
from drivers.identity_card.chip.authentication.signers import Moments
from drivers.identity_card.chip.tlv import Malformed
from tests.support import signed_cards
from tests.support.signed_cards import (
    COUNTRY_FORM,
    CertificateForm,
    Holder,
    SodForm,
    certify,
    curve_key,
    make_sod,
    rsa_key,
)

GROUPS = {1: b"one", 13: b"thirteen"}
AT = datetime(2026, 11, 30, tzinfo=UTC)
FORM = CertificateForm()
COUNTRY = certify(curve_key(seed=1), None, COUNTRY_FORM)
SIGNER = certify(curve_key(seed=2), COUNTRY, FORM)
FORGER = certify(curve_key(seed=3), None, COUNTRY_FORM)


def checks_of(
    raw: bytes, anchors: Anchors | None = None, at: datetime = AT, issued: date | None = None
) -> dict[str, Check]:
    sod, found = read_sod(raw)
    if sod is None:
        return {found.name: found}
    known = Anchors.of([COUNTRY.der]) if anchors is None else anchors
    passive = authenticate_passively(sod, known, Moments(at, issued))
    return {check.name: check for check in (found, *passive.checks)}


def told(checks: dict[str, Check], name: Name) -> tuple[Outcome, str]:
    return checks[name].outcome, checks[name].why


def failures(checks: dict[str, Check]) -> list[tuple[str, str]]:
    return [(check.name, check.why) for check in checks.values() if check.outcome is Outcome.FAILED]


def all_hold(checks: dict[str, Check]) -> bool:
    return len(checks) == 9 and all(check.outcome is Outcome.PASSED for check in checks.values())


@pytest.mark.parametrize("digest", ["sha1", "sha224", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("kind", ["", "pss-", "plain-"])
def test_every_hash_and_signature(digest: str, kind: str) -> None:
    key = curve_key(seed=2) if kind == "plain-" else rsa_key()
    signer = certify(key, COUNTRY, FORM)
    form = SodForm(digest=digest, content_digest=digest, scheme=f"{kind}{digest}")
    assert all_hold(checks_of(make_sod(GROUPS, signer, form)))


@pytest.mark.parametrize(
    "curve",
    ["secp224r1", "secp384r1", "secp521r1", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"],
)
def test_every_curve(curve: str) -> None:
    country = certify(curve_key(curve, 1), None, COUNTRY_FORM)
    signer = certify(curve_key(curve, 2), country, FORM)
    assert all_hold(checks_of(make_sod(GROUPS, signer), Anchors.of([country.der])))


@pytest.mark.parametrize(
    "form",
    [
        SodForm(by_key_id=True),
        SodForm(has_attributes=False),
        SodForm(signing_time=datetime(2022, 5, 1, tzinfo=UTC)),
        SodForm(versions=("0108", "040000")),
        SodForm(digest="sha512", content_digest="sha384", scheme="sha384"),
        SodForm(certificates=(COUNTRY.der, SIGNER.der)),
    ],
)
def test_forms_that_are_right(form: SodForm) -> None:
    assert all_hold(checks_of(make_sod(GROUPS, SIGNER, form)))


def test_without_anchor_the_issuer_is_unknown() -> None:
    checks = checks_of(make_sod(GROUPS, SIGNER), Anchors())
    assert told(checks, Name.CHAIN) == (Outcome.NOT_CHECKED, "no_anchor")
    assert failures(checks) == []


def test_a_pinned_signer_needs_no_authority() -> None:
    checks = checks_of(make_sod(GROUPS, SIGNER), Anchors.of([SIGNER.der]))
    assert told(checks, Name.CHAIN) == (Outcome.PASSED, "pinned")


def test_a_signer_that_is_not_in_the_sod_is_found_among_the_installed() -> None:
    raw = make_sod(GROUPS, SIGNER, SodForm(certificates=()))
    assert told(checks_of(raw), Name.SIGNER) == (Outcome.NOT_CHECKED, "no_certificate")
    checks = checks_of(raw, Anchors.of([SIGNER.der, COUNTRY.der]))
    assert told(checks, Name.SIGNER) == (Outcome.PASSED, "installed")
    assert failures(checks) == []


def forged(form: CertificateForm) -> Holder:
    """Signed by a forger who has taken the country's name and key identifier."""
    return certify(curve_key(seed=4), FORGER, form)


def test_a_forger_with_the_name_and_key_identifier_of_an_installed_authority() -> None:
    checks = checks_of(make_sod(GROUPS, forged(FORM)))
    assert told(checks, Name.CHAIN) == (Outcome.FAILED, "forged")


def test_a_forger_with_the_name_and_no_key_identifier() -> None:
    checks = checks_of(make_sod(GROUPS, forged(replace(FORM, issuer_key_id=None))))
    assert told(checks, Name.CHAIN) == (Outcome.FAILED, "forged")


def test_a_forger_with_the_name_and_a_key_of_his_own_is_unknown_at_best() -> None:
    checks = checks_of(make_sod(GROUPS, forged(replace(FORM, issuer_key_id=b"other"))))
    assert told(checks, Name.CHAIN) == (Outcome.NOT_CHECKED, "other_key_of_issuer")


def test_an_authority_that_writes_its_name_in_another_kind_of_string() -> None:
    country = certify(curve_key(seed=1), None, COUNTRY_FORM)
    country.certificate["tbs_certificate"]["subject"] = signed_cards.name("TEST  country", as_utf8=False)
    signer = certify(curve_key(seed=2), country, replace(FORM, issuer_key_id=None))
    assert told(checks_of(make_sod(GROUPS, signer)), Name.CHAIN) == (Outcome.PASSED, "authority")


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (replace(COUNTRY_FORM, is_authority=False), "no_authority"),
        (replace(COUNTRY_FORM, is_authority=None), "no_authority"),
        (replace(COUNTRY_FORM, uses=frozenset(("digital_signature",))), "wrong_use"),
    ],
)
def test_an_installed_certificate_that_is_no_authority_stands_for_nobody(
    form: CertificateForm, why: str
) -> None:
    unfit = certify(curve_key(seed=1), None, form)
    checks = checks_of(make_sod(GROUPS, SIGNER), Anchors.of([unfit.der]))
    assert told(checks, Name.CHAIN) == (Outcome.NOT_CHECKED, why)


def test_a_pinned_signer_cannot_make_signers() -> None:
    pinned = certify(curve_key(seed=2), COUNTRY, replace(FORM, key_id=b"pinned"))
    child = certify(curve_key(seed=5), pinned, replace(FORM, serial=5, issuer_key_id=b"pinned"))
    checks = checks_of(make_sod(GROUPS, child), Anchors.of([pinned.der]))
    assert told(checks, Name.CHAIN) == (Outcome.NOT_CHECKED, "no_authority")


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (replace(FORM, is_authority=True), "authority"),
        (replace(FORM, uses=frozenset(("key_cert_sign",))), "key_usage"),
        (replace(FORM, purposes=("2.23.136.1.1.3",)), "purpose"),
        (replace(FORM, purposes=("server_auth",)), "purpose"),
    ],
)
def test_a_certificate_for_something_else(form: CertificateForm, why: str) -> None:
    checks = checks_of(make_sod(GROUPS, certify(curve_key(seed=2), COUNTRY, form)))
    assert told(checks, Name.SIGNER_USE) == (Outcome.FAILED, why)


def test_a_purpose_that_is_not_known_leaves_it_open() -> None:
    form = replace(FORM, purposes=("1.2.3.4",))
    checks = checks_of(make_sod(GROUPS, certify(curve_key(seed=2), COUNTRY, form)))
    assert told(checks, Name.SIGNER_USE) == (Outcome.NOT_CHECKED, "unsupported")


def test_a_critical_extension_that_is_not_known_leaves_it_open() -> None:
    more = ({"extn_id": "1.2.3.4", "critical": True, "extn_value": b"\x05\x00"},)
    checks = checks_of(make_sod(GROUPS, certify(curve_key(seed=2), COUNTRY, replace(FORM, more=more))))
    assert told(checks, Name.SIGNER_USE) == (Outcome.NOT_CHECKED, "unsupported")


SHORT = certify(
    curve_key(seed=2),
    COUNTRY,
    replace(FORM, not_before=datetime(2021, 1, 1, tzinfo=UTC), not_after=datetime(2023, 1, 1, tzinfo=UTC)),
)


@pytest.mark.parametrize(
    ("issued", "signed", "expected"),
    [
        (date(2022, 5, 1), None, (Outcome.PASSED, "expired_since")),
        (None, datetime(2022, 5, 1, tzinfo=UTC), (Outcome.PASSED, "expired_since")),
        (date(2020, 12, 1), None, (Outcome.PASSED, "expired_since")),  # made some weeks after that day
        (date(2020, 9, 1), None, (Outcome.FAILED, "signed_outside")),
        (date(2024, 5, 1), None, (Outcome.FAILED, "signed_outside")),
        (None, datetime(2023, 1, 2, tzinfo=UTC), (Outcome.FAILED, "signed_outside")),
        (date(2024, 5, 1), datetime(2022, 5, 1, tzinfo=UTC), (Outcome.FAILED, "signed_outside")),
        (None, None, (Outcome.NOT_CHECKED, "expired")),
    ],
)
def test_dates_of_a_signer_whose_time_is_over(
    issued: date | None, signed: datetime | None, expected: tuple[Outcome, str]
) -> None:
    raw = make_sod(GROUPS, SHORT, SodForm(signing_time=signed))
    assert told(checks_of(raw, issued=issued), Name.SIGNER_DATES) == expected


def test_a_signer_of_the_future_is_left_open_for_the_clock_may_be_wrong() -> None:
    checks = checks_of(make_sod(GROUPS, SIGNER), at=datetime(2019, 1, 1, tzinfo=UTC))
    assert told(checks, Name.SIGNER_DATES) == (Outcome.NOT_CHECKED, "not_yet_valid")


@pytest.mark.parametrize(
    ("begin", "end", "why"),
    [(2019, 2030, "signer_outside"), (2030, 2037, "signer_outlives")],
)
def test_a_signer_beyond_the_dates_of_its_authority(begin: int, end: int, why: str) -> None:
    form = replace(
        FORM, not_before=datetime(begin, 1, 1, tzinfo=UTC), not_after=datetime(end, 1, 1, tzinfo=UTC)
    )
    checks = checks_of(make_sod(GROUPS, certify(curve_key(seed=2), COUNTRY, form)))
    assert told(checks, Name.CHAIN_DATES) == (Outcome.FAILED, why)


def test_a_certificate_that_is_not_the_one_that_signed() -> None:
    other = certify(curve_key(seed=6), COUNTRY, FORM)  # same issuer, same serial number, another key
    raw = make_sod(GROUPS, SIGNER, SodForm(certificates=(other.der,)))
    assert told(checks_of(raw), Name.SIGNATURE) == (Outcome.FAILED, "differs")


def test_a_certificate_of_somebody_else() -> None:
    other = certify(curve_key(seed=6), COUNTRY, replace(FORM, serial=6))
    raw = make_sod(GROUPS, SIGNER, SodForm(certificates=(other.der,)))
    assert told(checks_of(raw), Name.SIGNER) == (Outcome.FAILED, "other_certificate")


def test_two_certificates_that_fit_the_signer() -> None:
    other = certify(curve_key(seed=6), COUNTRY, FORM)
    raw = make_sod(GROUPS, SIGNER, SodForm(certificates=(SIGNER.der, other.der)))
    assert told(checks_of(raw), Name.SIGNER) == (Outcome.FAILED, "several")


def test_attributes_of_another_content() -> None:
    assert told(
        checks_of(make_sod(GROUPS, SIGNER, SodForm(content_type="1.2.840.113549.1.7.1"))), Name.CONTENT
    ) == (Outcome.FAILED, "content_type")


def test_a_list_that_was_changed_after_signing() -> None:
    raw = make_sod(GROUPS, SIGNER)
    entry = signed_cards.digest_of("sha256", b"one")
    changed = raw.replace(entry, signed_cards.digest_of("sha256", b"other"))
    assert changed != raw
    assert told(checks_of(changed), Name.CONTENT) == (Outcome.FAILED, "message_digest")


def test_a_list_and_its_digest_that_were_changed_after_signing() -> None:
    """The signature is over the attributes: repairing the digest in them breaks it."""
    raw = make_sod(GROUPS, SIGNER)
    other = make_sod({1: b"other", 13: b"thirteen"}, SIGNER)
    sod, _ = read_sod(raw)
    swapped, _ = read_sod(other)
    assert sod is not None
    assert swapped is not None
    mixed = other.replace(swapped.signed.signer.signature, sod.signed.signer.signature)
    assert failures(checks_of(mixed))


@pytest.mark.parametrize("kind", ["sha256_rsa", "rsassa_pss"])
def test_an_algorithm_of_another_kind_of_key(kind: str) -> None:
    raw = make_sod(GROUPS, SIGNER, SodForm(algorithm={"algorithm": kind}))
    assert told(checks_of(raw), Name.SIGNATURE) == (Outcome.FAILED, "differs")


def test_an_algorithm_that_is_not_known_is_left_open() -> None:
    raw = make_sod(GROUPS, SIGNER, SodForm(algorithm={"algorithm": "1.2.3.4"}))
    assert told(checks_of(raw), Name.SIGNATURE) == (Outcome.NOT_CHECKED, "unsupported")


def test_a_key_so_weak_that_anybody_could_sign() -> None:
    signer = certify(rsa_key(1024), COUNTRY, FORM)
    assert told(checks_of(make_sod(GROUPS, signer)), Name.SIGNATURE) == (Outcome.NOT_CHECKED, "weak_key")
    signer = certify(curve_key("secp192r1"), COUNTRY, FORM)
    assert told(checks_of(make_sod(GROUPS, signer)), Name.SIGNATURE) == (Outcome.NOT_CHECKED, "weak_key")


@pytest.mark.parametrize(
    "form", [SodForm(signers=2), SodForm(signers=0), SodForm(twice=(1,)), SodForm(outer_type="1.2.3")]
)
def test_forms_that_are_no_sod(form: SodForm) -> None:
    assert told(checks_of(make_sod(GROUPS, SIGNER, form)), Name.SECURITY_OBJECT) == (
        Outcome.FAILED,
        "malformed",
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x77\x00",
        b"\x77\x80\x00\x00",  # indefinite length
        b"\x77\x84\x7f\xff\xff\xff\x30",
        make_sod(GROUPS, SIGNER) + b"\x00",
        make_sod(GROUPS, SIGNER)[:-1],
        b"\x61" + make_sod(GROUPS, SIGNER)[1:],
    ],
)
def test_bytes_that_are_no_sod(raw: bytes) -> None:
    assert told(checks_of(raw), Name.SECURITY_OBJECT) == (Outcome.FAILED, "malformed")


def test_an_absent_sod_is_left_open_and_one_that_is_refused_is_not() -> None:
    assert read_sod(None, "absent")[1].outcome is Outcome.NOT_CHECKED
    assert read_sod(None, "refused")[1].outcome is Outcome.FAILED


def test_no_flipped_bit_of_a_sod_goes_unnoticed() -> None:
    """Every byte: a failed check, or one that is left open; never all well with another content."""
    raw = make_sod(GROUPS, SIGNER, SodForm(signing_time=datetime(2022, 5, 1, tzinfo=UTC)))
    for at in range(len(raw)):
        spoilt = bytearray(raw)
        spoilt[at] ^= 1 << at % 8
        sod, _ = read_sod(bytes(spoilt))
        if sod is None or sod.signed.signer.attributes is None:
            continue
        whole, _ = read_sod(raw)
        assert whole is not None
        same = (sod.hashes, sod.digest) == (whole.hashes, whole.digest)
        assert same or not all_hold(checks_of(bytes(spoilt))), f"byte {at}"


def test_evidence_has_no_hash_of_a_single_group() -> None:
    sod, _ = read_sod(make_sod(GROUPS, SIGNER))
    assert sod is not None
    evidence = authenticate_passively(sod, Anchors.of([COUNTRY.der]), Moments(AT, None)).evidence
    assert set(evidence) == {"signed_sha256", "signature", "signer_sha256", "anchor_sha256"}
    assert evidence["signature"] == sod.signed.signer.signature.hex()
    assert not any(one.hex() in value for one in sod.hashes.values() for value in evidence.values())


def test_what_nobody_signed_contradicts_the_signer() -> None:
    right = make_sod(GROUPS, SIGNER)
    versions = [at for at in range(len(right) - 2) if right[at : at + 3] == b"\x02\x01\x03"]
    wrong = right[: versions[0] + 2] + b"\x01" + right[versions[0] + 3 :]
    assert told(checks_of(wrong), Name.FORM) == (Outcome.FAILED, "not_standard")
    digests = right.replace(
        bytes.fromhex("0609608648016503040201"), bytes.fromhex("0609608648016503040203"), 1
    )
    assert told(checks_of(digests), Name.FORM) == (Outcome.FAILED, "not_standard")
    assert told(checks_of(right), Name.FORM) == (Outcome.PASSED, "")


def test_the_signer_is_named_letter_by_letter() -> None:
    right = make_sod(GROUPS, SIGNER)
    at = right.rindex(b"Test Country")
    changed = right[:at] + b"test" + right[at + 4 :]
    assert told(checks_of(changed), Name.SIGNER) == (Outcome.FAILED, "other_certificate")


def test_an_authority_with_a_key_that_anybody_could_find() -> None:
    weak = certify(rsa_key(1024), None, COUNTRY_FORM)
    signer = certify(curve_key(seed=2), weak, FORM)
    checks = checks_of(make_sod(GROUPS, signer), Anchors.of([weak.der]))
    assert told(checks, Name.CHAIN) == (Outcome.NOT_CHECKED, "weak_key")


def test_another_states_anchor_changes_nothing() -> None:
    other = certify(curve_key(seed=9), None, replace(COUNTRY_FORM, name="Other", key_id=b"other"))
    checks = checks_of(make_sod(GROUPS, SIGNER), Anchors.of([other.der]))
    assert told(checks, Name.CHAIN) == (Outcome.NOT_CHECKED, "no_anchor")
    checks = checks_of(make_sod(GROUPS, SIGNER), Anchors.of([other.der, COUNTRY.der]))
    assert told(checks, Name.CHAIN) == (Outcome.PASSED, "authority")


def test_an_anchor_without_key_identifier_is_found_by_its_name() -> None:
    nameless = certify(curve_key(seed=1), None, replace(COUNTRY_FORM, key_id=None))
    checks = checks_of(make_sod(GROUPS, SIGNER), Anchors.of([nameless.der]))
    assert told(checks, Name.CHAIN) == (Outcome.PASSED, "authority")


def test_anchors_are_counted_once() -> None:
    assert len(Anchors.of([COUNTRY.der, COUNTRY.der, SIGNER.der])) == 2
    assert len(Anchors()) == 0
    with pytest.raises(Malformed):
        Anchors.of([b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n"])
