"""Who signed the list of hashes, and whether that holds by itself (ICAO 9303-11, 5.1; 9303-12, 7.1.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.checks import Check, Name, failed, judged, not_checked, passed
from drivers.identity_card.chip.files.sod import Sod
from drivers.identity_card.chip.pki.certificates import Certificate
from drivers.identity_card.chip.pki.digests import digest_of, hashed
from drivers.identity_card.chip.pki.extensions import Use
from drivers.identity_card.chip.pki.public_keys import need_signer_strength
from drivers.identity_card.chip.pki.schemes import read_scheme
from drivers.identity_card.chip.pki.signatures import holds

VIET_NAM = timezone(timedelta(hours=7))
BEFORE_SIGNER = timedelta(days=90)  # a card may be made some weeks after the day that it names
AFTER_SIGNER = timedelta(days=1)
OTHER_PURPOSES = frozenset(
    (
        "2.23.136.1.1.3",  # signing master lists
        "2.23.136.1.1.8",  # signing deviation lists
        "1.3.6.1.5.5.7.3.1",  # a web server
        "1.3.6.1.5.5.7.3.2",  # its client
        "1.3.6.1.5.5.7.3.3",  # signing programs
        "1.3.6.1.5.5.7.3.4",  # signing letters
        "1.3.6.1.5.5.7.3.8",  # time stamps
        "1.3.6.1.5.5.7.3.9",  # OCSP
    )
)


@dataclass(frozen=True, slots=True)
class Moments:
    """When a card was judged, and when it says it was issued."""

    at: datetime
    issued: date | None


def find_signer(sod: Sod, anchors: Anchors) -> tuple[Certificate | None, Check]:
    """The certificate of the signer: embedded in the SOD, else among those that are installed."""
    signer = sod.signed.signer
    embedded = [one for one in sod.signed.certificates if signer.is_of(one)]
    if len(embedded) > 1:
        return None, failed(Name.SIGNER, "several", f"{len(embedded)} certificates fit the signer")
    if embedded:
        return embedded[0], passed(Name.SIGNER, "embedded", str(embedded[0].subject))
    installed = anchors.named_by(signer)
    if installed is not None:
        return installed, passed(Name.SIGNER, "installed", str(installed.subject))
    if sod.signed.certificates:
        return None, failed(Name.SIGNER, "other_certificate", "no certificate in the SOD is the signer's")
    return None, not_checked(
        Name.SIGNER, "no_certificate", "the SOD has none, and none that fits is installed"
    )


def check_form(sod: Sod) -> Check:
    """What nobody signed is as the standard says."""
    named = set(sod.signed.digests)
    used = {sod.signed.signer.digest, sod.digest}
    if not sod.signed.has_right_versions or sod.signed.signer.digest not in named or named - used:
        return failed(Name.FORM, "not_standard", "versions or digests of the SOD are not those of its signer")
    return passed(Name.FORM)


def check_content(sod: Sod) -> Check:
    """The signed attributes name this content and its hash (RFC 5652, 5.4 and 11)."""
    attributes = sod.signed.signer.attributes
    if attributes is None:
        return passed(Name.CONTENT, "no_attributes", "the signature is over the list itself")
    if attributes.content_type != sod.signed.content_type:
        return failed(Name.CONTENT, "content_type")

    def matches() -> bool:
        digest = digest_of(sod.signed.signer.digest)
        return hashed(digest, sod.signed.content) == attributes.message_digest

    return judged(Name.CONTENT, matches, "message_digest")


def check_signature(sod: Sod, certificate: Certificate) -> Check:
    """Over the signed attributes as they came, or over the content where there are none."""
    signer = sod.signed.signer
    message = signer.attributes.raw if signer.attributes else sod.signed.content

    def signs() -> bool:
        need_signer_strength(certificate.key)
        scheme = read_scheme(signer.algorithm, digest_of(signer.digest))
        return holds(certificate.key, scheme, message, signer.signature)

    return judged(Name.SIGNATURE, signs, "differs")


def check_use(certificate: Certificate) -> Check:
    """It is for signing documents and nothing else: no authority, no signer of lists, no web server.

    A document signer has no extended key usage (ICAO 9303-12, 7.1.1); an unknown one says nothing.
    """
    extensions = certificate.extensions
    if extensions.is_authority:
        return failed(Name.SIGNER_USE, "authority", "a certificate of an authority signed the card itself")
    if not extensions.allows(Use.SIGN):
        return failed(Name.SIGNER_USE, "key_usage", "the certificate does not allow signing")
    purposes = extensions.purposes or ()
    if OTHER_PURPOSES.intersection(purposes):
        return failed(Name.SIGNER_USE, "purpose", ", ".join(purposes[:4]))
    unknown = (*purposes, *extensions.unknown_critical)
    if unknown:
        return not_checked(Name.SIGNER_USE, "unsupported", ", ".join(unknown[:4]))
    return passed(Name.SIGNER_USE)


def check_dates(sod: Sod, certificate: Certificate, moments: Moments) -> Check:
    """The card was signed within the signer's validity; a signer whose time is over since then is right.

    Judged by the signed moment of signing and by the card's own day of issue; by today's date only where the
    card names neither.
    """
    told = f"valid {certificate.not_before:%Y-%m-%d} to {certificate.not_after:%Y-%m-%d}"
    if moments.at < certificate.not_before:
        return not_checked(Name.SIGNER_DATES, "not_yet_valid", told)
    verdicts = list(_within(sod, certificate, moments.issued))
    if not all(verdicts):
        return failed(Name.SIGNER_DATES, "signed_outside", told)
    if moments.at <= certificate.not_after:
        return passed(Name.SIGNER_DATES, "", told)
    if verdicts:
        return passed(Name.SIGNER_DATES, "expired_since", told)
    return not_checked(Name.SIGNER_DATES, "expired", told)


def _within(sod: Sod, certificate: Certificate, issued: date | None) -> Iterator[bool]:
    attributes = sod.signed.signer.attributes
    if attributes is not None and attributes.signing_time is not None:
        yield certificate.valid_at(attributes.signing_time)
    if issued is not None:
        noon = datetime.combine(issued, time(12), VIET_NAM)
        yield certificate.not_before - BEFORE_SIGNER <= noon <= certificate.not_after + AFTER_SIGNER
