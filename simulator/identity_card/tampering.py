"""Cards that somebody changed after they were issued."""

import random
from dataclasses import replace

from simulator.identity_card.der import tlv
from simulator.identity_card.lds import CardFiles, make_secrets


def with_file(card: CardFiles, file: int, content: bytes) -> CardFiles:
    """One file exchanged for another."""
    return replace(card, files={**card.files, file: content})


def without_file(card: CardFiles, file: int) -> CardFiles:
    """One file gone."""
    return replace(card, files={name: content for name, content in card.files.items() if name != file})


def flipped(card: CardFiles, file: int, offset: int, mask: int = 1) -> CardFiles:
    """One byte of a file changed; `offset` may be negative, `mask` says which bits."""
    content = bytearray(card.files[file])
    content[offset] ^= mask
    return with_file(card, file, bytes(content))


def swapped(card: CardFiles, donor: CardFiles, files: frozenset[int]) -> CardFiles:
    """Files of another card in place of its own."""
    return replace(card, files={**card.files, **{file: donor.files[file] for file in files}})


def cloned(card: CardFiles, chance: random.Random) -> CardFiles:
    """All files copied onto another chip, which cannot have the private keys."""
    keys = make_secrets(card.person, card.kind, chance)
    while keys.active is not None and keys.active == card.secrets.active:
        keys = make_secrets(card.person, card.kind, chance)  # of RSA keys there are few
    secrets = replace(card.secrets, agreement=keys.agreement, active=keys.active)
    return replace(card, secrets=secrets)


def with_can(card: CardFiles, can: str) -> CardFiles:
    """A chip with another card access number than what its number says."""
    return replace(card, secrets=replace(card.secrets, can=can))


def with_huge_length(card: CardFiles, file: int, claimed: int = 0xFFFFFFFF) -> CardFiles:
    """A file whose outer length promises `claimed` bytes."""
    content = card.files[file]
    head = tlv(content[0], b"")[:-1]
    return with_file(card, file, head + b"\x84" + claimed.to_bytes(4, "big") + content[2:])
