"""Master lists: every authority that a state knows of, signed (ICAO 9303-12, 9)."""

from typing import Any, ClassVar

from asn1crypto import cms, core, x509

from tests.support.signed_cards import Holder, digest_of, sign

MASTER_LIST = "2.23.136.1.1.2"


class _Certificates(core.SetOf):
    _child_spec = core.Any


class _List(core.Sequence):
    _fields: ClassVar = [("version", core.Integer), ("certificates", _Certificates)]


def make_master_list(ders: list[bytes], signer: Holder, kind: str = MASTER_LIST) -> bytes:
    """A list of `ders` in their order, signed by `signer`."""
    content = bytes(_List({"version": 0, "certificates": [core.Any.load(der) for der in ders]}).dump())
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": [kind]},
            {"type": "message_digest", "values": [digest_of("sha256", content)]},
        ]
    )
    algorithm, signature = sign(signer.key, "sha256", attributes.dump())
    certificate = signer.certificate
    named = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    info: dict[str, Any] = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": named}),
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": attributes,
        "signature_algorithm": algorithm,
        "signature": signature,
    }
    data = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": kind, "content": core.ParsableOctetString(content)},
            "certificates": [cms.CertificateChoices({"certificate": x509.Certificate.load(signer.der)})],
            "signer_infos": [info],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())
