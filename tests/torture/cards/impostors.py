"""Chips that carry somebody's files and play for time where a private key is asked for."""

import random
from dataclasses import replace

from simulator.identity_card.active_authentication import signature
from simulator.identity_card.apdu import OK, Command, Refused
from simulator.identity_card.chip import Chip
from simulator.identity_card.der import tlv
from simulator.identity_card.lds import CardFiles
from simulator.identity_card.secrets import RsaSecret
from simulator.identity_card.tampering import cloned
from tests.torture.cards.stock import Stock
from tests.torture.cards.tampers import TRIES, Case


class IgnoresAgreement(Chip):
    """Says yes to chip authentication and keeps the old keys."""

    def _general_authenticate(self, command: Command) -> tuple[bytes, int]:
        if self._pace is not None:
            return super()._general_authenticate(command)
        return tlv(0x7C, b""), OK

    def _choose_agreement(self, reference: int, named: dict[int, bytes]) -> None:
        del reference, named


class RefusesProofs(Chip):
    """Refuses both proofs with one status."""

    status = 0x6985

    def _choose_agreement(self, reference: int, named: dict[int, bytes]) -> None:
        raise Refused(self.status)

    def _internal_authenticate(self, command: Command) -> tuple[bytes, int]:
        raise Refused(self.status)


class KnowsNoProofs(RefusesProofs):
    """Has never heard of proofs."""

    status = 0x6D00


class Replays(Chip):
    """Answers active authentication with a signature heard once."""

    heard = b""

    def _internal_authenticate(self, command: Command) -> tuple[bytes, int]:
        return self.heard, OK


def ignores_agreement(stock: Stock, chance: random.Random) -> Case:
    return Case(_copy(stock, chance, agreement=True), chip=IgnoresAgreement)


def refuses_proofs(stock: Stock, chance: random.Random) -> Case:
    return Case(cloned(stock.pick(chance), chance), chip=chance.choice((RefusesProofs, KnowsNoProofs)))


def replays_a_signature(stock: Stock, chance: random.Random) -> Case:
    """A genuine signature over another challenge."""
    card = _copy(stock, chance, active=True)
    secret = card.secrets.active
    heard = signature(secret, chance.randbytes(8), chance) if secret else b""
    return Case(_without_agreement_key(card, chance), chip=_replaying(heard))


def signs_nonsense(stock: Stock, chance: random.Random) -> Case:
    """Zeros, ones, too much, too little, nothing."""
    card = _copy(stock, chance, active=True)
    secret = card.secrets.active
    size = secret.size if isinstance(secret, RsaSecret) else 64
    one = (1).to_bytes(size, "big")
    nonsense = (bytes(size), one, b"\xff" * size, chance.randbytes(size), chance.randbytes(size - 1), b"")
    heard = chance.choice((*nonsense, chance.randbytes(size + 1), one[:-1] + b"\x00"))
    return Case(_without_agreement_key(card, chance), chip=_replaying(heard))


def _copy(stock: Stock, chance: random.Random, agreement: bool = False, active: bool = False) -> CardFiles:
    """A card that has what is asked for; without its agreement keys when those are the point."""
    for _ in range(TRIES):
        card = stock.pick(chance)
        if (card.secrets.agreement or not agreement) and (card.secrets.active or not active):
            break
    return _without_agreement_key(card, chance) if agreement else card


def _without_agreement_key(card: CardFiles, chance: random.Random) -> CardFiles:
    other = cloned(card, chance).secrets
    return replace(card, secrets=replace(card.secrets, agreement=other.agreement))


def _replaying(heard: bytes) -> type[Chip]:
    return type("ReplaysThis", (Replays,), {"heard": heard})
