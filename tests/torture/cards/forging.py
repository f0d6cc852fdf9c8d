"""What a forger may do with EF.SOD and with signers of his own."""

import hashlib
import random
from dataclasses import replace
from datetime import date

from simulator.identity_card.certificates import Holder, certificate
from simulator.identity_card.curves import curve_named
from simulator.identity_card.data_group_13 import data_group_13
from simulator.identity_card.der import oid
from simulator.identity_card.lds import SECURITY_OBJECT, CardFiles, group_id, issue_card
from simulator.identity_card.pki import SIGNER_VALID, Authority, Signer, make_authority
from simulator.identity_card.signatures import CurveSigner, scalar_of, signing_key
from simulator.identity_card.sod import CONTENT_TYPE, security_object
from simulator.identity_card.tampering import with_file
from tests.torture.cards.forged_keys import FORGER, IDLE_NUMBERS, ForgedKey, IdleKey, liar_for
from tests.torture.cards.stock import Stock
from tests.torture.cards.tampers import Case

EVIL = 13  # the seed of another state with the same names


def hashes_rewritten(stock: Stock, chance: random.Random) -> Case:
    """A changed group whose hash in the list is right; half of the time also the digest of the list."""
    card, changed = _renamed(stock, chance)
    form, key = card.kind.sod, stock.authority.signer(card.kind.signer).key
    sod = card.files[SECURITY_OBJECT]
    before, after = (hashlib.new(form.digest, one.files[group_id(13)]).digest() for one in (card, changed))
    forged = sod.replace(before, after)
    if chance.random() < 0.5:
        forged = _with_digest(sod, forged, key.digest)
    return Case(with_file(changed, SECURITY_OBJECT, forged))


def signed_by_a_stranger_as_the_signer(stock: Stock, chance: random.Random) -> Case:
    """The genuine certificate, and a signature of somebody else."""
    _, changed = _renamed(stock, chance)
    genuine = stock.authority.signer(changed.kind.signer)
    stranger = signing_key(changed.kind.signer, "a stranger")
    return _signed(changed, replace(genuine, holder=replace(genuine.holder, key=stranger)))


def signed_by_another_state(stock: Stock, chance: random.Random) -> Case:
    """Everything right by itself, all names the same: only the installed certificate can tell."""
    _, changed = _renamed(stock, chance)
    return replace(_signed(changed, make_authority(EVIL).signer(changed.kind.signer)), needs_anchor=True)


def signed_by_a_false_child(stock: Stock, chance: random.Random) -> Case:
    """A signer of the forger's that says the genuine authority signed it."""
    _, changed = _renamed(stock, chance)
    issuer = stock.authority.signer(FORGER).issuer
    liar = liar_for(issuer)
    holder = Holder("Document Signer", signing_key(FORGER, "forger"))
    made = certificate(holder, liar, 0x1000, SIGNER_VALID, is_ca=False)
    return replace(_signed(changed, Signer(holder, issuer, 0x1000, made)), needs_anchor=True)


def signed_by_a_holder_of_a_card_key(stock: Stock, chance: random.Random) -> Case:
    """A genuine document signer plays authority."""
    _, changed = _renamed(stock, chance)
    parent = stock.authority.signer(FORGER).holder
    holder = Holder("Document Signer of a signer", signing_key(FORGER, "grandchild"))
    made = certificate(holder, parent, 7, SIGNER_VALID, is_ca=False)
    return replace(_signed(changed, Signer(holder, parent, 7, made)), needs_anchor=True, is_stranger=True)


def signed_by_an_authority_itself(stock: Stock, chance: random.Random) -> Case:
    """A certificate for signing certificates signs a card."""
    _, changed = _renamed(stock, chance)
    issuer = stock.authority.signer(FORGER).issuer
    holder = Holder("Sub-authority", signing_key(FORGER, "sub-authority"))
    made = certificate(holder, issuer, 8, SIGNER_VALID, is_ca=True)
    return _signed(changed, Signer(holder, issuer, 8, made))


def signed_when_time_was_over(stock: Stock, chance: random.Random) -> Case:
    card = stock.pick(chance)
    signer = stock.authority.signer(card.kind.signer, ended=True)
    return _signed(card, signer)


def signed_before_its_time(stock: Stock, chance: random.Random) -> Case:
    card = stock.pick(chance)
    issuer = stock.authority.signer(FORGER).issuer
    holder = Holder("Signer to come", signing_key(FORGER, "to come"))
    made = certificate(holder, issuer, 9, (date(2034, 1, 1), date(2036, 1, 1)), is_ca=False)
    return _signed(card, Signer(holder, issuer, 9, made))


def two_certificates_of_one_name(stock: Stock, chance: random.Random) -> Case:
    """The forger's signature and certificate, with the genuine certificate of the same name beside it."""
    _, changed = _renamed(stock, chance)
    genuine = stock.authority.signer(FORGER)
    holder = Holder(genuine.holder.name, signing_key(FORGER, "twin"))
    twin = certificate(
        holder, make_authority(EVIL).signer(FORGER).issuer, genuine.serial, SIGNER_VALID, False
    )
    both = [genuine.certificate, twin]
    chance.shuffle(both)
    return replace(
        _signed(changed, Signer(holder, genuine.issuer, genuine.serial, b"".join(both))), needs_anchor=True
    )


def attributes_as_content(stock: Stock, chance: random.Random) -> Case:
    """The signature over the attributes used as one over the content (RFC 5652 has room for it)."""
    card = chance.choice([row[0] for row in stock.cards if row[0].kind.sod.attributes])
    sod = card.files[SECURITY_OBJECT]
    at = sod.find(oid(CONTENT_TYPE))
    place = sod.rfind(b"\xa0", 0, at)
    return Case(with_file(card, SECURITY_OBJECT, sod[:place] + b"\x31" + sod[place + 1 :]))


def signature_of_nothing(stock: Stock, chance: random.Random) -> Case:
    """Numbers that satisfy a careless verifier: zeros, the order of the curve, ones."""
    _, changed = _renamed(stock, chance)
    genuine = stock.authority.signer(changed.kind.signer)
    idle = IdleKey(genuine.key, chance.choice(IDLE_NUMBERS))
    return _signed(changed, replace(genuine, holder=replace(genuine.holder, key=idle)))


def own_generator(stock: Stock, chance: random.Random) -> Case:
    """The genuine public key on a curve whose generator the forger chose: CVE-2020-0601."""
    _, changed = _renamed(stock, chance)
    name = chance.choice(("brainpoolP256r1", "secp256r1", "brainpoolP384r1"))
    genuine = stock.authority.signer(f"{name}-explicit-sha{name[-5:-2]}").holder.key
    curve = curve_named(name)
    digest, scalar = f"sha{curve.n.bit_length()}", scalar_of(str(chance.random()), curve.n)
    public = curve.times(_scalar_of(genuine), curve.generator)
    generator = curve.times(pow(scalar, -1, curve.n), public)
    forged = replace(curve, generator=generator or curve.generator)
    holder = Holder("Curveball", ForgedKey(forged, scalar, digest))
    issuer = stock.authority.signer(FORGER).issuer
    liar = liar_for(issuer)
    made = certificate(holder, liar, 11, SIGNER_VALID, is_ca=False)
    return _signed(changed, Signer(holder, issuer, 11, made))


def two_persons_signed(stock: Stock, chance: random.Random) -> Case:
    """An error of the issuer: zone and personal data of two citizens, both signed."""
    card, other = stock.pair(chance)
    mixed = with_file(card, group_id(13), other.files[group_id(13)])
    return _signed(mixed, stock.authority.signer(card.kind.signer))


def unsigned_group_added(stock: Stock, chance: random.Random) -> Case:
    """A card signed without DG13, and DG13 written by the forger."""
    card = stock.pick(chance)
    signed = _groups(card)
    del signed[13]
    signer = stock.authority.signer(card.kind.signer)
    sod = security_object(signed, signer, card.kind.sod, f"{card.person.issued:%y%m%d}")
    return Case(with_file(card, SECURITY_OBJECT, sod))


def issued_by_another_state(stock: Stock, chance: random.Random) -> Case:
    """A whole card of the forger's with his own country signer of the same name."""
    card = stock.pick(chance)
    evil: Authority = make_authority(EVIL, stock.authority.algorithm)
    whole = issue_card(card.person, evil, replace(card.kind, signer=FORGER), chance, b"\xff\xd8\xff")
    return Case(whole, needs_anchor=True)


def _scalar_of(key: object) -> int:
    if not isinstance(key, CurveSigner):
        raise TypeError(type(key).__name__)
    return key.scalar


def _renamed(stock: Stock, chance: random.Random) -> tuple[CardFiles, CardFiles]:
    card, other = stock.pair(chance)
    person = replace(card.person, name=other.person.name, residence=other.person.residence)
    return card, with_file(card, group_id(13), data_group_13(person, card.kind.personal))


def _groups(card: CardFiles) -> dict[int, bytes]:
    groups = {
        number: card.files[group_id(number)] for number in range(1, 17) if group_id(number) in card.files
    }
    return groups | {3: b"\x63\x00"}


def _signed(card: CardFiles, signer: Signer) -> Case:
    sod = security_object(_groups(card), signer, card.kind.sod, f"{card.person.issued:%y%m%d}")
    return Case(with_file(card, SECURITY_OBJECT, sod))


def _with_digest(sod: bytes, forged: bytes, digest: str) -> bytes:
    """The digest of the list of hashes written anew; the list is the only octet string of its place."""
    start = sod.index(b"\x06\x06\x67\x81\x08\x01\x01\x01\xa0") + 8
    before, after = (_element(_element(one, start), 0) for one in (sod, forged))
    old, new = (hashlib.new(digest, content).digest() for content in (before, after))
    return forged.replace(old, new)


def _element(data: bytes, at: int) -> bytes:
    """The value of the object at `at`."""
    size = data[at + 1]
    if size < 0x80:
        return data[at + 2 : at + 2 + size]
    more = size & 0x7F
    length = int.from_bytes(data[at + 2 : at + 2 + more], "big")
    return data[at + 2 + more : at + 2 + more + length]
