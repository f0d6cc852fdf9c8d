"""What is on an issued card, read with other people's libraries."""

import hashlib
import io
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from asn1crypto import cms, core
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding
from PIL import Image

from simulator.identity_card.data_group_13 import PersonalForm
from simulator.identity_card.data_groups import data_group_2
from simulator.identity_card.der import read_all, read_one
from simulator.identity_card.kinds import KINDS, CardKind
from simulator.identity_card.lds import CardFiles
from simulator.identity_card.people import make_person
from simulator.identity_card.pki import ALGORITHMS, make_authority
from simulator.identity_card.portrait import portrait
from simulator.identity_card.signatures import DIGESTS, RsaSigner
from simulator.identity_card.sod import SodForm
from simulator.identity_card.tampering import cloned, flipped, with_can, with_huge_length
from tests.support.virtual_card import issued

CARD_ACCESS = (
    "3134300D060804007F0007020202020101300F060A04007F000702020302020201013012060A04007F00070202040202020102"
    "02010D"
)
FAST = tuple(name for name in ALGORITHMS if not name.startswith(("rsa3", "rsa4", "pss3", "pss4")))
TAGS = {0x61: 1, 0x75: 2, 0x6D: 13, 0x6E: 14, 0x6F: 15}


def light(**how: object) -> CardKind:
    return replace(KINDS["2021"], image_bytes=2000, **how)  # type: ignore[arg-type]


def signed_data(card: CardFiles) -> cms.SignedData:
    return cms.ContentInfo.load(read_one(card.files[0x011D])[0].value)["content"]


def test_card_access_is_the_constant_of_the_cards() -> None:
    assert issued(light()).files[0x011C].hex().upper() == CARD_ACCESS


def test_the_same_seed_makes_the_same_card() -> None:
    assert issued(light(), 3) == issued(light(), 3)
    assert issued(light(), 3).files[0x0101] != issued(light(), 4).files[0x0101]


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "bank_card"])
def test_the_object_has_the_hash_of_every_group(kind: str) -> None:
    card = issued(kind)
    content = signed_data(card)["encap_content_info"]["content"].parsed.native
    hashes = {entry["0"]: entry["1"] for entry in content["2"].values()}
    for file, body in card.files.items():
        if body[0] in TAGS:
            assert hashes.pop(TAGS[body[0]]) == hashlib.sha256(body).digest(), hex(file)
    assert set(hashes) == {3}


@pytest.mark.parametrize("algorithm", FAST)
def test_every_signer_signs_what_it_says(algorithm: str) -> None:
    card = issued(light(signer=algorithm))
    info = signed_data(card)["signer_infos"][0]
    attributes = b"\x31" + info["signed_attrs"].dump()[1:]
    key = make_authority().signer(algorithm).key
    assert info["digest_algorithm"]["algorithm"].native == key.digest
    signature = info["signature"].native
    if isinstance(key, RsaSigner) and key.pss:
        _check_pss(key, signature, attributes)
    else:
        assert key.sign(attributes) == signature


def _check_pss(key: RsaSigner, signature: bytes, message: bytes) -> None:
    digest = DIGESTS[key.digest][1]
    salted = padding.PSS(padding.MGF1(digest), digest.digest_size)
    key.key.public_key().verify(signature, message, salted, digest)


def test_forms_of_the_object() -> None:
    card = issued(light(sod=SodForm("sha512", 1, attributes=False, certificate=False, by_key_id=True)))
    signed = signed_data(card)
    info = signed["signer_infos"][0]
    assert info["sid"].name == "subject_key_identifier"
    assert info["signed_attrs"].native is None
    assert len(signed["certificates"]) == 0
    assert signed["encap_content_info"]["content"].parsed.native["3"] is not None


def test_the_link_certificate_joins_two_generations() -> None:
    authority = make_authority(algorithm="secp256r1-sha256")
    old, new, link = map(
        x509.load_der_x509_certificate, (authority.old_csca_der, authority.csca_der, authority.link_der)
    )
    old.verify_directly_issued_by(old)
    new.verify_directly_issued_by(new)
    link.verify_directly_issued_by(old)
    assert link.public_key() == new.public_key() != old.public_key()
    signer = x509.load_der_x509_certificate(authority.signer("secp256r1-sha256").certificate)
    signer.verify_directly_issued_by(new)
    ended = x509.load_der_x509_certificate(authority.signer("secp256r1-sha256", ended=True).certificate)
    assert ended.not_valid_after_utc.date() < date(2021, 1, 1)


def test_two_authorities_of_one_name_have_different_keys() -> None:
    one, other = (
        x509.load_der_x509_certificate(make_authority(seed, "secp256r1-sha256").csca_der) for seed in (1, 2)
    )
    assert one.subject == other.subject
    assert one.public_key() != other.public_key()


def test_portraits_are_pictures_of_about_the_size() -> None:
    for kind, form in (("jpeg", "JPEG"), ("jpeg2000", "JPEG2000")):
        content = portrait(random.Random(2), kind)  # type: ignore[arg-type]
        assert 11_000 < len(content) <= 15_500
        picture = Image.open(io.BytesIO(content))
        assert (picture.format, picture.size) == (form, (480, 640))


def test_faces_may_have_feature_points() -> None:
    person = make_person(random.Random(1))
    without, with_points = (data_group_2(b"\xff\xd8\xff", "jpeg", person, points) for points in (0, 5))
    assert len(with_points) - len(without) == 40


@pytest.mark.parametrize(
    ("form", "parents"),
    [(PersonalForm(), 2), (PersonalForm(parents="nested"), 1)],
)
def test_parents_are_written_in_two_ways(form: PersonalForm, parents: int) -> None:
    fields = personal(light(personal=form))
    assert len(fields[13]) == parents


def test_optional_fields_may_be_numbers_alone_or_missing() -> None:
    alone = [personal(light(), seed) for seed in range(12)]
    missing = [
        personal(light(personal=PersonalForm(no_old_number="missing", no_spouse="missing")), seed)
        for seed in range(12)
    ]
    assert any(fields[14] == [] for fields in alone)
    assert any(fields[15] == [] for fields in alone)
    assert any(14 not in fields for fields in missing)
    assert any(15 not in fields for fields in missing)


def personal(kind: CardKind, seed: int = 1) -> dict[int, list[bytes]]:
    whole = read_one(read_one(issued(kind, seed).files[0x010D])[0].value)[0].value
    entries = list(read_all(whole))[2].value
    found = {}
    for entry in read_all(entries):
        number, *values = read_all(entry.value)
        found[int.from_bytes(number.value, "big")] = [value.value for value in values]
    return found


def test_personal_data_may_be_no_tlv() -> None:
    body = read_one(issued(light(personal=PersonalForm(plain=True))).files[0x010D])[0].value
    assert body.decode().startswith("0")


def test_tampering_changes_what_it_says() -> None:
    card = issued(light())
    assert flipped(card, 0x0101, -1, 0x80).files[0x0101][-1] == card.files[0x0101][-1] ^ 0x80
    copy = cloned(card, random.Random(9))
    assert copy.files == card.files
    assert copy.secrets.agreement != card.secrets.agreement
    assert copy.secrets.active != card.secrets.active
    assert with_can(card, "000000").secrets.can == "000000"
    assert with_huge_length(card, 0x0102).files[0x0102].startswith(b"\x75\x84\xff\xff\xff\xff")


def test_issue_dates_are_those_of_the_generation() -> None:
    for generation in ("2021", "2024"):
        person = issued(light(generation=generation)).person
        assert date(2021, 1, 1) < person.issued < date(2026, 12, 31)
        assert (person.issued > date(2024, 6, 30)) == (generation == "2024")
        assert person.birth + timedelta(days=14 * 365) < person.issued


def test_explicit_parameters_are_spelt_out() -> None:
    certificate = make_authority().signer("brainpoolP256r1-explicit-sha256").certificate
    assert core.ObjectIdentifier("1.2.840.10045.1.1").dump() in certificate
    assert core.ObjectIdentifier("1.3.36.3.3.2.8.1.1.7").dump() not in certificate
