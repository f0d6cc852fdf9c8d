"""The distortions are seeded and do what they say."""

from collections.abc import Callable
from random import Random

import pytest

from tests.understanding import distort
from tests.understanding.syllables import confused, with_tone

LONG = "vợ tôi vừa sinh hôm thứ hai ở bệnh viện giờ tôi phải ra đây làm giấy gì cho cháu bé"


def test_accents_go_and_nothing_else() -> None:
    assert (
        distort.without_accents("Đăng ký khai tử ở phường, tuổi 75 ạ?")
        == "Dang ky khai tu o phuong, tuoi 75 a?"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text, rng: distort.recogniser_noise(text, 0.5, rng, ["mèo"]),
        lambda text, rng: distort.typing_errors(text, 0.5, rng),
        lambda text, rng: distort.polite(text, rng),
    ],
)
def test_the_same_seed_gives_the_same_sentence(change: Callable[[str, Random], str]) -> None:
    assert change(LONG, Random(7)) == change(LONG, Random(7)) != LONG
    assert len({change(LONG, Random(seed)) for seed in range(20)}) > 5


def test_no_rate_no_noise() -> None:
    assert distort.recogniser_noise(LONG, 0, Random(1), ["mèo"]) == LONG
    assert distort.typing_errors(LONG, 0, Random(1)) == LONG


def test_noise_is_half_tones_a_quarter_lost_and_a_quarter_replaced() -> None:
    text = " ".join(["giấy"] * 4000)
    heard = distort.recogniser_noise(text, 0.4, Random(3), ["mèo"], confusions=0).split()
    toned = sum(distort.without_accents(word) == "giay" and word != "giấy" for word in heard)
    assert 0.18 < toned / 4000 < 0.22
    assert 0.08 < heard.count("mèo") / 4000 < 0.12
    assert 0.08 < (4000 - len(heard)) / 4000 < 0.12


def test_a_sentence_that_is_lost_wholly_is_given_back() -> None:
    assert distort.recogniser_noise("sổ", 1, Random(1)) != ""


@pytest.mark.parametrize(
    ("syllable", "tone", "other"),
    [
        ("giấy", "", "giây"),
        ("hoa", "\u0300", "hòa"),
        ("toán", "\u0323", "toạn"),
        ("quy", "\u0309", "quỷ"),
        ("được", "\u0303", "đưỡc"),
        ("người", "\u0301", "ngưới"),
        ("tuổi", "\u0323", "tuội"),
        ("gì", "\u0309", "gỉ"),
        ("75", "\u0309", "75"),
    ],
)
def test_a_tone_stands_where_it_is_written(syllable: str, tone: str, other: str) -> None:
    assert with_tone(syllable, tone) == other


@pytest.mark.parametrize(
    ("syllable", "others"),
    [
        ("sinh", {"xinh"}),
        ("trước", {"chước", "trướt"}),
        ("nam", {"lam"}),
        ("lan", {"nan", "lang"}),
        ("dạ", {"giạ", "rạ"}),
        ("giấy", {"dấy", "rấy"}),
        ("hỏi", {"hõi"}),
        ("nghỉ", {"nghĩ"}),
        ("thì", {"thì"}),
        ("mùng", {"mùn"}),
    ],
)
def test_a_syllable_is_taken_for_its_neighbours(syllable: str, others: set[str]) -> None:
    assert {confused(syllable, Random(seed)) for seed in range(40)} == others


def test_typing_errors_change_about_the_share_of_words_asked_for() -> None:
    words = ["đường"] * 2000
    typed = distort.typing_errors(" ".join(words), 0.2, Random(5)).split()
    assert len(typed) == 2000
    assert 0.16 < sum(word != "đường" for word in typed) / 2000 < 0.22
    assert "đươngf" in typed


def test_polite_keeps_the_sentence_whole() -> None:
    said = [distort.polite(LONG, Random(seed)) for seed in range(30)]
    assert all(LONG in one and not one.startswith(LONG) for one in said)
    assert any(one.endswith(LONG) for one in said) and not all(one.endswith(LONG) for one in said)
