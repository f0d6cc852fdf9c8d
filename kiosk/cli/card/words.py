"""What levels, checks and causes are called on a technician's terminal, in honest words."""

from collections.abc import Mapping

from drivers.identity_card.chip.authentication.checks import Name
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.errors import Cause

LEVELS: Mapping[Level, str] = {
    Level.AUTHENTIC: "An original chip, unaltered since it was signed, by a signer this office trusts.\n"
    "It is as good as the installed certificates. Whether the card is the person's: compare the portrait.",
    Level.INTACT_ISSUER_UNKNOWN: "An original chip, unaltered since it was signed. By WHOM it was signed is\n"
    "not known: no certificate of its issuer is installed. A forger with keys of his own gets this too.",
    Level.COPIED: "The files of a card on another chip: it cannot prove that it is the original.",
    Level.ALTERED: "The card contradicts itself: something was changed, or it never was genuine.",
    Level.UNVERIFIED: "It was read, and no more: what is needed to believe it could not be checked.",
    Level.UNREADABLE: "It could not be read.",
}

CHECKS: Mapping[str, str] = {
    Name.SECURITY_OBJECT: "list of hashes (EF.SOD) is there",
    Name.FORM: "its unsigned parts are as the standard says",
    Name.CONTENT: "signed attributes belong to the list",
    Name.SIGNER: "signer's certificate is there",
    Name.SIGNATURE: "signature",
    Name.SIGNER_DATES: "signed within the signer's validity",
    Name.SIGNER_USE: "certificate is one for signing cards",
    Name.CHAIN: "signer is of an installed authority",
    Name.CHAIN_DATES: "signer's dates are within the authority's",
    Name.ACCESS: "EF.CardAccess (unsigned) says what DG14 says",
    Name.CONTENTS: "EF.COM (unsigned) says what the list says",
    Name.NUMBER: "DG1 and DG13 name one number",
    Name.CHIP_AUTHENTICATION: "chip authentication",
    Name.ACTIVE_AUTHENTICATION: "active authentication",
    Name.ORIGINAL: "the chip is no copy",
}

WHYS: Mapping[str, str] = {
    "absent": "the chip has no such file",
    "refused": "the chip refuses it",
    "malformed": "it is not what the standard says",
    "differs": "it does not match",
    "not_listed": "it is not in the signed list",
    "not_read": "it was not read",
    "not_offered": "the card has no key for it",
    "not_possible": "neither proof could be asked for",
    "not_signed": "DG14 does not repeat it",
    "unsupported": "the algorithm is not known here",
    "weak_key": "the key is so short that anybody could have signed",
    "forged_key": "curve parameters that only a forger writes",
    "wrong_keys": "the chip does not have the private key",
    "copied": "a proof failed",
    "key_missing": "the signed key cannot be read from the chip",
    "key_altered": "the key is not the signed one",
    "reader_limit": "the reader lets no answer of that length through",
    "no_anchor": "no certificate of the issuer is installed (kiosk card anchors add)",
    "other_key_of_issuer": "the issuer is installed, but with another key: a newer one, or a forger's",
    "no_authority": "the installed certificate is no authority's",
    "wrong_use": "the installed certificate may not sign certificates",
    "forged": "the installed authority did not sign it",
    "pinned": "the signer itself is installed",
    "authority": "",
    "embedded": "",
    "installed": "it is not in the card, but installed here",
    "no_attributes": "the signature is over the list itself",
    "expired_since": "the signer's time is over since then",
    "expired": "the signer's time is over, and the card does not say when it was signed",
    "not_yet_valid": "the signer's time has not begun: is this machine's clock right?",
    "signed_outside": "it was signed before or after the signer's time",
    "signer_outside": "the authority was not valid when it made the signer",
    "signer_outlives": "the signer is valid longer than its authority",
    "no_certificate": "the card has none, and none that fits is installed",
    "other_certificate": "the certificate in the card is not the signer's",
    "several": "more than one certificate fits the signer",
    "content_type": "they are of another kind of content",
    "message_digest": "the list was changed after signing",
    "key_usage": "the certificate does not allow signing",
    "purpose": "the certificate is for something else",
    "not_standard": "they contradict the signer's",
    "other_groups": "it lists other files",
    "other_version": "it names another version",
    "other_ways": "it offers other ways in",
}

CAUSES: Mapping[Cause, str] = {
    Cause.WRONG_KEY: "the key is another card's: look at the last six digits again, or use --mrz",
    Cause.PULLED: "the card was taken away while it was read: leave it on the reader and try again",
    Cause.NOT_AN_EMRTD: "a chip, but no identity card's (a bank card, a bus card?)",
    Cause.BLOCKED: "the card takes no key any more",
    Cause.UNSUPPORTED: "the card wants a way in that is not known here; try the other of --can and --mrz",
    Cause.BAD_DATA: "the card holds something that is not what the standard says",
    Cause.NO_CARD: "no card lies on the reader",
    Cause.SEVERAL_CARDS: "more than one card lies there: leave one, or name a reader with --reader",
    Cause.NO_READER: "no card reader is connected (or none of that name)",
    Cause.NO_DAEMON: "PC/SC does not run: install pcscd and start it (systemctl start pcscd)",
    Cause.TIMED_OUT: "the card did not answer in time: lay it down again, flat and still",
    Cause.PROTOCOL: "the card answered what the standard does not allow",
}


def cause_words(cause: Cause) -> str:
    """What a technician is told."""
    return CAUSES[cause]
