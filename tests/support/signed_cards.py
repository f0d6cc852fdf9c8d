"""Certificates and SODs, right and wrong in every way a test wants; made by asn1crypto, not by our DER."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar

from asn1crypto import algos, cms, core, keys, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

LDS_OBJECT = "2.23.136.1.1.1"
HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
PLAIN_OIDS = {name: f"0.4.0.127.0.7.1.1.4.1.{at}" for at, name in enumerate(HASHES, 1)}
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
EARLY, LATE = datetime(2020, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)


class _GroupHash(core.Sequence):
    _fields: ClassVar = [("number", core.Integer), ("hash", core.OctetString)]


class _GroupHashes(core.SequenceOf):
    _child_spec = _GroupHash


class _Versions(core.Sequence):
    _fields: ClassVar = [("lds", core.PrintableString), ("unicode", core.PrintableString)]


class _LdsObject(core.Sequence):
    _fields: ClassVar = [
        ("version", core.Integer),
        ("algorithm", algos.DigestAlgorithm),
        ("hashes", _GroupHashes),
        ("versions", _Versions, {"optional": True}),
    ]


@cache
def curve_key(curve: str = "secp256r1", seed: int = 1) -> ec.EllipticCurvePrivateKey:
    """The same key for the same curve and seed."""
    names = {
        "secp192r1": ec.SECP192R1(),
        "secp224r1": ec.SECP224R1(),
        "secp256r1": ec.SECP256R1(),
        "secp384r1": ec.SECP384R1(),
        "secp521r1": ec.SECP521R1(),
        "brainpoolP256r1": ec.BrainpoolP256R1(),
        "brainpoolP384r1": ec.BrainpoolP384R1(),
        "brainpoolP512r1": ec.BrainpoolP512R1(),
    }
    return ec.derive_private_key(0x1234567 + seed, names[curve])


@cache
def rsa_key(bits: int = 2048, seed: int = 1) -> rsa.RSAPrivateKey:
    """A new key in every process."""
    del seed
    return rsa.generate_private_key(65537, bits)


def spki(key: PrivateKey) -> bytes:
    """SubjectPublicKeyInfo, curves by name."""
    return key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def sign(key: PrivateKey, scheme: str, data: bytes) -> tuple[dict[str, Any], bytes]:
    """AlgorithmIdentifier and signature; `scheme`: `sha256`, `pss-sha256`, `plain-sha256`."""
    kind, _, digest = scheme.rpartition("-")
    algorithm = HASHES[digest]
    if isinstance(key, ec.EllipticCurvePrivateKey):
        signature = key.sign(data, ec.ECDSA(algorithm))
        if kind != "plain":
            return {"algorithm": f"{digest}_ecdsa"}, signature
        size = (key.curve.key_size + 7) // 8
        return {"algorithm": PLAIN_OIDS[digest]}, b"".join(
            number.to_bytes(size) for number in decode_dss_signature(signature)
        )
    if kind != "pss":
        return {"algorithm": f"{digest}_rsa"}, key.sign(data, padding.PKCS1v15(), algorithm)
    size = algorithm.digest_size
    parameters = {
        "hash_algorithm": {"algorithm": digest},
        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": digest}},
        "salt_length": size,
    }
    pss = padding.PSS(padding.MGF1(algorithm), size)
    return {"algorithm": "rsassa_pss", "parameters": parameters}, key.sign(data, pss, algorithm)


@dataclass
class Holder:
    """A private key and the certificate for it."""

    key: PrivateKey
    certificate: x509.Certificate
    scheme: str = "sha256"

    @property
    def der(self) -> bytes:
        return bytes(self.certificate.dump())


@dataclass
class CertificateForm:
    """What a certificate says; the defaults are a document signer's."""

    name: str = "Test Signer"
    serial: int = 77
    not_before: datetime = EARLY
    not_after: datetime = LATE
    is_authority: bool | None = None
    uses: frozenset[str] | None = frozenset(("digital_signature",))
    purposes: tuple[str, ...] = ()
    public_key: bytes = b""  # another SubjectPublicKeyInfo than the key's
    key_id: bytes | None = b"signer key"
    issuer_key_id: bytes | None = b"country key"
    more: tuple[dict[str, Any], ...] = ()


COUNTRY_FORM = CertificateForm(
    name="Test Country",
    serial=1,
    is_authority=True,
    uses=frozenset(("key_cert_sign", "crl_sign")),
    key_id=b"country key",
    issuer_key_id=None,
)


def name(common: str, as_utf8: bool = True) -> x509.Name:
    """C=VN, CN=`common`."""
    made = x509.Name.build({"country_name": "VN", "common_name": common})
    if not as_utf8:
        made.chosen[1][0]["value"] = x509.DirectoryString({"printable_string": common})
    return made


def certify(key: PrivateKey, issuer: Holder | None, form: CertificateForm, scheme: str = "sha256") -> Holder:
    """A certificate of `form` for `key` by `issuer`; self-signed where there is none."""
    by = issuer.key if issuer else key
    algorithm, _ = sign(by, scheme, b"")
    subject = name(form.name)
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": form.serial,
            "signature": algorithm,
            "issuer": issuer.certificate.subject if issuer else subject,
            "validity": {
                "not_before": x509.Time({"utc_time": form.not_before}),
                "not_after": x509.Time({"utc_time": form.not_after}),
            },
            "subject": subject,
            "subject_public_key_info": keys.PublicKeyInfo.load(form.public_key or spki(key)),
            "extensions": _extensions(form),
        }
    )
    algorithm, signature = sign(by, scheme, body.dump())
    certificate = x509.Certificate(
        {"tbs_certificate": body, "signature_algorithm": algorithm, "signature_value": signature}
    )
    return Holder(key, x509.Certificate.load(certificate.dump()))


def _extensions(form: CertificateForm) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = list(form.more)
    if form.key_id is not None:
        made.append({"extn_id": "key_identifier", "extn_value": form.key_id})
    if form.issuer_key_id is not None:
        value = {"key_identifier": form.issuer_key_id}
        made.append({"extn_id": "authority_key_identifier", "extn_value": value})
    if form.uses is not None:
        made.append({"extn_id": "key_usage", "critical": True, "extn_value": set(form.uses)})
    if form.is_authority is not None:
        value = {"ca": form.is_authority}
        made.append({"extn_id": "basic_constraints", "critical": True, "extn_value": value})
    if form.purposes:
        made.append({"extn_id": "extended_key_usage", "extn_value": list(form.purposes)})
    return made


@dataclass
class SodForm:
    """How a SOD is built; the defaults are right."""

    digest: str = "sha256"  # of the groups
    content_digest: str = "sha256"  # of the list, in the signed attributes
    scheme: str = "sha256"
    has_attributes: bool = True
    content_type: str = LDS_OBJECT  # in the signed attributes
    outer_type: str = LDS_OBJECT
    signing_time: datetime | None = None
    certificates: tuple[bytes, ...] | None = None  # others than the signer's
    by_key_id: bool = False
    signers: int = 1
    versions: tuple[str, str] | None = None
    twice: tuple[int, ...] = ()  # groups that are listed a second time
    changed_attributes: dict[str, Any] = field(default_factory=dict)
    algorithm: dict[str, Any] | None = None  # another than the one that was signed with


def digest_of(digest: str, data: bytes) -> bytes:
    made = hashes.Hash(HASHES[digest])
    made.update(data)
    return made.finalize()


def make_sod(groups: dict[int, bytes], signer: Holder, form: SodForm | None = None) -> bytes:
    """EF.SOD over `groups` (contents by number)."""
    form = form or SodForm()
    content = _lds_object(groups, form)
    info, certificates = _signer_info(content, signer, form), form.certificates
    data = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": form.content_digest}],
            "encap_content_info": {
                "content_type": form.outer_type,
                "content": core.ParsableOctetString(content),
            },
            "certificates": [
                cms.CertificateChoices({"certificate": x509.Certificate.load(der)})
                for der in ((signer.der,) if certificates is None else certificates)
            ],
            "signer_infos": [info] * form.signers,
        }
    )
    whole = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
    return wrapped(b"\x77", whole)


def wrapped(tag: bytes, value: bytes) -> bytes:
    """A data object."""
    size = len(value)
    if size < 0x80:
        return tag + bytes((size,)) + value
    digits = size.to_bytes((size.bit_length() + 7) // 8)
    return tag + bytes((0x80 | len(digits),)) + digits + value


def _lds_object(groups: dict[int, bytes], form: SodForm) -> bytes:
    listed = [*groups, *form.twice]
    made: dict[str, Any] = {
        "version": 1 if form.versions else 0,
        "algorithm": {"algorithm": form.digest},
        "hashes": [{"number": n, "hash": digest_of(form.digest, groups[n])} for n in listed],
    }
    if form.versions:
        made["versions"] = dict(zip(("lds", "unicode"), form.versions, strict=True))
    return bytes(_LdsObject(made).dump())


def _signer_info(content: bytes, signer: Holder, form: SodForm) -> cms.SignerInfo:
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": [form.content_type]},
            {"type": "message_digest", "values": [digest_of(form.content_digest, content)]},
            *(
                [{"type": "signing_time", "values": [cms.Time({"utc_time": form.signing_time})]}]
                if form.signing_time
                else []
            ),
        ]
    )
    algorithm, signature = sign(
        signer.key, form.scheme, attributes.dump() if form.has_attributes else content
    )
    certificate = signer.certificate
    if form.by_key_id:
        sid = cms.SignerIdentifier({"subject_key_identifier": certificate.key_identifier})
    else:
        named = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
        sid = cms.SignerIdentifier({"issuer_and_serial_number": named})
    made: dict[str, Any] = {
        "version": "v3" if form.by_key_id else "v1",
        "sid": sid,
        "digest_algorithm": {"algorithm": form.content_digest},
        "signature_algorithm": form.algorithm or algorithm,
        "signature": signature,
    }
    if form.has_attributes:
        made["signed_attrs"] = attributes
    return cms.SignerInfo(made)
