"""The certificates this office trusts: authorities (CSCA) and, one by one, document signers (pinned)."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator

from drivers.identity_card.chip.pki.certificates import Certificate, parse_certificate
from drivers.identity_card.chip.pki.extensions import Use
from drivers.identity_card.chip.pki.signed_data import Signer
from drivers.identity_card.chip.tlv import Malformed

_PEM = re.compile(rb"-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----(.+?)-----END", re.DOTALL)
NO_AUTHORITY, WRONG_USE = "no_authority", "wrong_use"


class Anchors:
    """Installed certificates; what is no authority is trusted as the signer itself and nothing more."""

    def __init__(self, certificates: Iterable[Certificate] = ()) -> None:
        self._by_sha256 = {certificate.sha256: certificate for certificate in certificates}

    @classmethod
    def of(cls, files: Iterable[bytes]) -> "Anchors":
        """From DER or PEM. Raises `Malformed`."""
        return cls(parse_certificate(der) for file in files for der in ders_in(file))

    def __len__(self) -> int:
        return len(self._by_sha256)

    def __iter__(self) -> Iterator[Certificate]:
        return iter(self._by_sha256.values())

    def has(self, certificate: Certificate) -> bool:
        """Whether this very certificate is installed."""
        return certificate.sha256 in self._by_sha256

    def named_by(self, signer: Signer) -> Certificate | None:
        """The installed certificate that a signature names."""
        return next((one for one in self if signer.is_of(one)), None)

    def issuers_of(self, certificate: Certificate) -> tuple[Certificate, ...]:
        """Those whose key the certificate says it was signed with: by key identifier, else by name."""
        wanted = certificate.extensions.issuer_key_id
        if wanted is None:
            return self.called_as_issuer_of(certificate)
        return tuple(
            one
            for one in self
            if one.extensions.key_id == wanted
            or (one.extensions.key_id is None and one.subject == certificate.issuer)
        )

    def called_as_issuer_of(self, certificate: Certificate) -> tuple[Certificate, ...]:
        """Those with the name of the issuer, whatever their key."""
        return tuple(one for one in self if one.subject == certificate.issuer)


def ders_in(file: bytes) -> tuple[bytes, ...]:
    """The certificates of a PEM file, or `file` itself. Raises `Malformed`."""
    blocks = _PEM.findall(file)
    try:
        return tuple(base64.b64decode(b"".join(block.split()), validate=True) for block in blocks) or (file,)
    except binascii.Error:
        raise Malformed("a PEM file that is not base64") from None


def unfit(certificate: Certificate) -> str:
    """Why a certificate cannot stand for an authority; empty if it can (RFC 5280, 4.2.1.3 and 4.2.1.9)."""
    if certificate.extensions.is_authority is not True:
        return NO_AUTHORITY
    return "" if certificate.extensions.allows(Use.SIGN_CERTIFICATES) else WRONG_USE
