"""Certificates in the files an operator is given: DER, PEM, or a master list (ICAO 9303-12, 9)."""

from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto import cms, core, x509

from drivers.identity_card.chip.authentication.anchors import ders_in
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.pki.certificates import Certificate, parse_certificate
from drivers.identity_card.chip.pki.digests import digest_of, hashed
from drivers.identity_card.chip.pki.errors import Unproven
from drivers.identity_card.chip.pki.schemes import read_scheme
from drivers.identity_card.chip.pki.signatures import holds
from kiosk.cli.failure import Failure

MASTER_LIST = "2.23.136.1.1.2"
LARGEST_BYTES = 16 * 1024 * 1024


class _Certificates(core.SetOf):  # type: ignore[misc]
    _child_spec = x509.Certificate


class _MasterList(core.Sequence):  # type: ignore[misc]
    _fields = [("version", core.Integer), ("certificates", _Certificates)]  # noqa: RUF012 - asn1crypto's way


@dataclass(frozen=True, slots=True)
class Contents:
    """`ders`: the certificates as they are. `note`: what to tell of the file itself."""

    ders: tuple[bytes, ...]
    is_list: bool = False
    note: str = ""


def read_file(content: bytes) -> Contents:
    """The certificates in a file. Raises `Failure` with what is wrong."""
    if len(content) > LARGEST_BYTES:
        raise Failure(f"it has more than {LARGEST_BYTES} bytes: it is no file of certificates")
    try:
        signed = _signed_data(content)
        if signed is None:
            return Contents(ders_in(content))
        return _master_list(signed)
    except (ValueError, TypeError, CardError) as error:
        raise Failure(f"it is neither a certificate nor a master list that can be read ({error})") from error


def _signed_data(content: bytes) -> cms.SignedData | None:
    """CMS, if it is that."""
    try:
        info = cms.ContentInfo.load(content, strict=True)
        return info["content"] if info["content_type"].native == "signed_data" else None
    except (ValueError, TypeError):
        return None


def _master_list(signed: cms.SignedData) -> Contents:
    kind = signed["encap_content_info"]["content_type"].dotted
    if kind != MASTER_LIST:
        raise Failure(f"it is a signed message of kind {kind}, not a master list")
    raw = signed["encap_content_info"]["content"].contents
    listed = _MasterList.load(_octets(signed, raw), strict=True)["certificates"]
    return Contents(tuple(one.dump() for one in listed), is_list=True, note=_judged(signed))


def _octets(signed: cms.SignedData, raw: bytes) -> bytes:
    """The content itself: asn1crypto keeps it as an octet string, whose value it is."""
    content = signed["encap_content_info"]["content"]
    return content.native if isinstance(content.native, bytes) else raw


def _judged(signed: cms.SignedData) -> str:
    """Whether the list is as it was signed. By whom, only the person knows who fetched it."""
    signer = signed["signer_infos"][0]
    certificate = _signer(signed, signer)
    if certificate is None:
        return "its signer's certificate is not in it: the signature was not checked"
    try:
        is_whole = _holds(signed, signer, certificate)
    except Unproven as error:
        return f"its signature could not be checked: {error}"
    if not is_whole:
        raise Failure("its signature does not hold: it was changed or cut; fetch it again")
    return f"signed by {certificate.subject}; whether that is the right one, only you know"


def _signer(signed: cms.SignedData, signer: cms.SignerInfo) -> Certificate | None:
    wanted = signer["sid"]
    for choice in signed["certificates"]:
        one = choice.chosen
        if wanted.name == "subject_key_identifier":
            is_it = one.key_identifier == wanted.chosen.native
        else:
            named = wanted.chosen
            is_it = one.serial_number == named["serial_number"].native and one.issuer == named["issuer"]
        if is_it:
            return parse_certificate(one.dump())
    return None


def _holds(signed: cms.SignedData, signer: cms.SignerInfo, certificate: Certificate) -> bool:
    digest = digest_of(signer["digest_algorithm"]["algorithm"].dotted)
    content = _octets(signed, signed["encap_content_info"]["content"].contents)
    attributes = signer["signed_attrs"]
    digests = [one["values"][0].native for one in attributes if one["type"].native == "message_digest"]
    if digests != [hashed(digest, content)]:
        return False
    scheme = read_scheme(signer["signature_algorithm"].dump(), digest)
    message = b"\x31" + attributes.dump()[1:]  # as they came, as a SET (RFC 5652, 5.4)
    return holds(certificate.key, scheme, message, signer["signature"].native)


def certificates_in(contents: Contents) -> Iterator[Certificate | str]:
    """Each certificate, or why it cannot be read."""
    for at, der in enumerate(contents.ders, 1):
        try:
            yield parse_certificate(der)
        except CardError as error:
            yield f"certificate {at} cannot be read: {error}"
