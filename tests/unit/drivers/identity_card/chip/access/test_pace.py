"""PACE with a chip that lies, garbles, or offers what is not known."""

import random

import pytest

from drivers.identity_card.chip.card_access import USUAL, PaceInfo, parse_card_access
from drivers.identity_card.chip.channel import Channel
from drivers.identity_card.chip.curves import CURVES, decode_point, encode_point, multiply
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.keys import MrzKey
from drivers.identity_card.chip.pace import Pace, _content
from drivers.identity_card.chip.tlv import Malformed, encode
from tests.unit.drivers.identity_card.chip.access.recorded import PACE, RecordedCard, drawn, octets

KEY = MrzKey(*PACE["mrz_password"])
CURVE = CURVES[13]


def exchange(command: str, answer: str) -> tuple[str, str]:
    answer = PACE[answer]
    return PACE[command], answer if answer.endswith("9000") else answer + "9000"


USUAL_WAY = [
    (PACE["apdu_MSE"], "9000"),
    exchange("apdu_GA1", "resp_GA1"),
    exchange("apdu_GA2", "resp_GA2"),
    exchange("apdu_GA3", "resp_GA3"),
    exchange("apdu_GA4", "resp_GA4"),
]


def run(step: int, answer: str) -> None:
    """The worked example up to `step`, which is answered differently."""
    (offer,) = parse_card_access(octets(PACE["EF.CardAccess"]))
    card = RecordedCard(*USUAL_WAY[:step], (USUAL_WAY[step][0], answer))
    random_numbers = drawn(PACE["term_map_priv"], PACE["term_eph_priv"])
    Pace(Channel(card), offer, random_numbers).open(KEY, is_ambiguous=False)


def cause_of(step: int, answer: str) -> Cause:
    with pytest.raises(CardError) as told:
        run(step, answer)
    return told.value.cause


def in_answer(tag: int, value: bytes) -> str:
    return encode(0x7C, encode(tag, value)).hex() + "9000"


@pytest.mark.parametrize(
    ("step", "answer", "cause"),
    [
        (0, "6A80", Cause.UNSUPPORTED),
        (0, "6A88", Cause.UNSUPPORTED),
        (0, "6D00", Cause.UNSUPPORTED),
        (0, "6983", Cause.BLOCKED),
        (0, "63C0", Cause.BLOCKED),
        (1, "6985", Cause.UNSUPPORTED),
        (1, "7C009000", Cause.PROTOCOL),
        (1, "9000", Cause.PROTOCOL),
        (1, in_answer(0x80, bytes(15)), Cause.PROTOCOL),
        (4, "6300", Cause.WRONG_KEY),
        (4, "63C4", Cause.WRONG_KEY),
        (4, "6982", Cause.WRONG_KEY),
        (4, "63C0", Cause.BLOCKED),
        (4, "6983", Cause.BLOCKED),
        (4, "6F00", Cause.PROTOCOL),
        (4, in_answer(0x86, bytes(8)), Cause.WRONG_KEY),
        (4, in_answer(0x86, b""), Cause.WRONG_KEY),
        (4, in_answer(0x87, bytes(8)), Cause.PROTOCOL),
    ],
)
def test_each_refusal_has_its_cause(step, answer, cause):
    assert cause_of(step, answer) is cause


def test_tries_that_are_left_are_no_refusal():
    with pytest.raises(CardError, match="6F00"):
        (offer,) = parse_card_access(octets(PACE["EF.CardAccess"]))
        card = RecordedCard((PACE["apdu_MSE"], "63C5"), (PACE["apdu_GA1"], "6F00"))
        Pace(Channel(card), offer, drawn()).open(KEY, is_ambiguous=False)


@pytest.mark.parametrize(("step", "tag"), [(2, 0x82), (3, 0x84)])
def test_points_that_are_off_the_curve_infinite_or_our_own_are_refused(step, tag):
    x, y = CURVE.g
    own = octets(PACE["term_map_pub" if step == 2 else "term_eph_pub"])
    for point in (
        b"\x00",
        b"\x04" + bytes(64),
        encode_point(CURVE, (x, y ^ 1)),
        encode_point(CURVE, CURVE.g)[:-1],
        own,
    ):
        assert cause_of(step, in_answer(tag, point)) is Cause.PROTOCOL


def test_a_mapping_that_comes_to_infinity_is_refused():
    """The chip knows the nonce and could choose its key so that the new generator is none."""
    nonce, private = int(PACE["s"], 16), int(PACE["term_map_priv"], 16)
    evil = multiply(CURVE, -nonce * pow(private, -1, CURVE.n))
    assert evil is not None
    with pytest.raises(CardError, match="infinity"):
        run(2, in_answer(0x82, encode_point(CURVE, evil)))


@pytest.mark.parametrize(
    ("oid", "parameters"),
    [
        ("04007F00070202040102", 0),  # on a Diffie-Hellman group
        ("04007F00070202040402", 13),  # integrated mapping
        ("04007F00070202040602", 13),  # chip authentication mapping
        ("04007F00070202040205", 13),  # a cipher to come
        ("04007F00070202040202", 19),
        ("04007F00070202040202", 2),
        ("04007F00070202040202", None),
    ],
)
def test_a_way_that_is_not_known_is_named(oid, parameters):
    info = PaceInfo(octets(oid), parameters)
    assert not info.is_supported
    with pytest.raises(
        CardError, match=rf"0\.4\.0\.127\.0\.7\.2\.2\.4\.\d\.\d with parameters {parameters}"
    ) as told:
        Pace(Channel(RecordedCard()), info, drawn())
    assert told.value.cause is Cause.UNSUPPORTED


def test_a_source_of_random_numbers_that_gives_none_is_told():
    (offer,) = parse_card_access(USUAL)
    card = RecordedCard(("0022C1A40F800A04007F00070202040202830101", "9000"), USUAL_WAY[1])
    with pytest.raises(CardError, match="random numbers"):
        Pace(Channel(card), offer, lambda size: bytes(size)).open(KEY, is_ambiguous=False)


def test_what_vietnamese_cards_offer():
    (offer,) = parse_card_access(USUAL)
    assert offer.is_supported
    assert str(offer) == "0.4.0.127.0.7.2.2.4.2.2 with parameters 13"


def test_ten_thousand_garbled_offers_are_read_or_malformed():
    chance = random.Random(13)
    for _ in range(10_000):
        data = bytearray(USUAL)
        for _ in range(chance.randrange(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        del data[chance.randrange(1, len(data) + 1) :]
        try:
            for offer in parse_card_access(bytes(data)):
                assert str(offer)
        except Malformed:
            pass


def test_garbled_answers_at_every_step_are_typed_errors():
    chance = random.Random(7)
    for _ in range(400):
        step = chance.choice((0, 1, 1, 1, 4))
        answer = bytearray(octets(USUAL_WAY[step][1]))
        for _ in range(chance.randrange(1, 4)):
            answer[chance.randrange(len(answer))] = chance.randrange(256)
        del answer[chance.randrange(1, len(answer) + 1) :]
        try:
            run(step, answer.hex())
        except CardError:
            continue
        except (AssertionError, IndexError):
            assert step < 4, "it went on with what the next command shows to be another nonce"


def test_ten_thousand_garbled_points_and_objects_are_typed_errors():
    chance = random.Random(8)
    genuine = octets(PACE["resp_GA2"])[: 5 + 65]
    for _ in range(10_000):
        data = bytearray(genuine)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        del data[chance.randrange(1, len(data) + 1) :]
        try:
            assert CURVE.has(decode_point(CURVE, _content(bytes(data), 0x82)))
        except CardError as error:
            assert error.cause is Cause.PROTOCOL
