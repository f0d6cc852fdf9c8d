"""From pictures to texts: what the first look reads, what only a closer look does, and never a wrong text."""

import math

import numpy as np
import pytest
import segno

from drivers.code_scanner.picture import zbar
from drivers.code_scanner.picture.decoder import Decoder, Doubt
from drivers.code_scanner.picture.search import Search
from tests.support.code_conditions import CONDITIONS, Condition, scenes
from tests.support.code_scenes import Grey, Look, scene, without_code

PATIENT = Decoder(most_s=math.inf)  # the machine of the tests may be busy
HARD = ["1.3 px", "steep tilt", "blur 2.2 at 4 px", "blur 2.6 at 4 px", "pale (118–150)", "clutter, blurred"]


def code(text: str | bytes, size: int = 5, **more: object) -> Grey:
    """A clean code on white."""
    dots = np.array([list(row) for row in segno.make_qr(text, **more).matrix], np.uint8)  # type: ignore[arg-type]
    large = np.kron(np.pad(1 - dots, 4, constant_values=1) * 255, np.ones((size, size)))
    return large.astype(np.uint8)


def beside(*pictures: Grey) -> Grey:
    height = max(picture.shape[0] for picture in pictures)
    return np.hstack([np.pad(one, ((0, height - len(one)), (0, 0)), constant_values=255) for one in pictures])


CARD = "003095012345||Nguyễn Văn An|17081995|Nam|Số 12 ngõ 34, Hà Nội|06092022"
OTHER = CARD.replace("An", "Bình")


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_of_every_kind_of_picture_some_are_read_and_none_wrongly(condition: Condition) -> None:
    read = 0
    for picture in scenes(condition, 2, seed=77):
        payload = PATIENT.decode(picture.frame).payload
        assert payload in (None, picture.payload)
        read += payload is not None
    assert read >= 1


@pytest.mark.parametrize("name", HARD)
def test_a_closer_look_reads_what_the_first_did_not(name: str) -> None:
    condition = next(one for one in CONDITIONS if one.name == name)
    for picture in scenes(condition, 12, seed=78):
        if PATIENT.decode(picture.frame, quick=True).payload is None:
            assert PATIENT.decode(picture.frame).payload == picture.payload
            return
    pytest.fail("the first look read them all: the condition is not hard any more")


@pytest.mark.parametrize("is_cluttered", [False, True])
def test_no_code_no_text(is_cluttered: bool) -> None:
    for seed in range(3):
        picture = without_code(np.random.default_rng(seed), is_cluttered)
        decoded = PATIENT.decode(picture.frame)
        assert (decoded.payload, decoded.problem in (Doubt.NO_CODE, Doubt.UNREADABLE)) == (None, True)


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((720, 1280), np.uint8),
        np.full((1, 1), 9, np.uint8),
        np.eye(40, dtype=np.uint8) * 255,
        np.eye(2, 9000, dtype=np.uint8) * 255,
        *(np.random.default_rng(n).integers(0, 256, (n * 13, n * 7), np.uint8) for n in range(1, 40, 5)),
    ],
)
def test_a_picture_of_nothing_has_no_code(frame: Grey) -> None:
    assert PATIENT.decode(frame).problem is Doubt.NO_CODE


def test_bytes_that_are_no_utf8_are_no_text() -> None:
    decoded = PATIENT.decode(code("Müller & Söhne".encode("latin-1") + b"\xff\xfe", mode="byte"))
    assert (decoded.payload, decoded.problem) == (None, Doubt.NOT_UTF8)


def test_of_several_codes_the_card_is_read_but_of_two_cards_none() -> None:
    link, card, other = code("https://example.com/a"), code(CARD), code(OTHER)
    assert PATIENT.decode(beside(link, card)).payload == CARD
    assert PATIENT.decode(beside(card, card)).payload == CARD
    assert PATIENT.decode(beside(card, other)).problem is Doubt.SEVERAL
    assert PATIENT.decode(beside(link, code("https://example.com/b"))).problem is Doubt.SEVERAL


def test_a_photograph_of_many_pixels_is_read_at_its_full_size() -> None:
    small = scene(Look(2.0), np.random.default_rng(5))
    wide = np.full((3000, 4000), 200, np.uint8)
    wide[1000:1720, 1500:2780] = small.frame
    assert PATIENT.decode(wide).payload == small.payload


def test_the_price_is_bounded_and_the_answer_always_the_same() -> None:
    frame = without_code(np.random.default_rng(3), cluttered=True).frame
    search = Search(most_px=3_000_000)
    assert not search.first(frame)
    search.closer(frame, frame)
    assert search._left_px > -4_000_000  # not more than the last picture too many
    assert PATIENT.decode(frame).by == PATIENT.decode(frame).by


def test_no_time_is_spent_beyond_the_limit() -> None:
    hard = scene(Look(4, blur=2.6), np.random.default_rng(1))
    assert Decoder(most_s=0).decode(hard.frame).payload is None
    assert PATIENT.decode(hard.frame).payload == hard.payload


def test_a_text_hides_in_its_repr() -> None:
    assert "09501" not in repr(PATIENT.decode(code(CARD)))


@pytest.mark.parametrize("guess", ["shift_jis", "latin-1", "cp932"])
def test_what_zbar_took_for_another_character_set_is_cured_or_refused(guess: str) -> None:
    texts = [CARD, OTHER, *(scene_text.payload or "" for scene_text in scenes(CONDITIONS[0], 3, seed=4))]
    for text in texts:
        try:
            mistaken = text.encode().decode(guess).encode()
        except UnicodeDecodeError:
            continue
        assert zbar.cured(mistaken) == text


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (CARD.encode(), CARD),
        (b"https://example.com/a?b=c", "https://example.com/a?b=c"),
        ("Xin chào".encode(), None),
        (CARD.replace("ễ", "\ufffd").encode(), None),
        (CARD.replace("ễ", "?").encode(), None),
        (b"\xff\xfe", None),
        (b"a\x1bb", None),
    ],
)
def test_zbar_is_believed_only_where_its_text_is_certainly_right(said: bytes, text: str | None) -> None:
    assert zbar.cured(said) == text


def test_zbar_is_asked_last_and_its_text_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    hard = scene(Look(2.0, blur=2.6), np.random.default_rng(2)).frame
    monkeypatch.setattr(zbar, "texts", lambda picture: {CARD})
    decoded = PATIENT.decode(hard)
    assert (decoded.payload, decoded.by) == (CARD, "zbar")
    monkeypatch.setattr(zbar, "texts", lambda picture: {CARD, OTHER})
    assert PATIENT.decode(hard).problem is Doubt.SEVERAL
