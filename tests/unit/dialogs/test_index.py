"""The search: its parts against what they are defined as, and the whole on a few phrases."""

from math import log, sqrt
from typing import Any

import pytest

from dialogs.index import Phrase, PhraseIndex, Ranking, Target
from dialogs.index.bm25 import MOST_LOOKED_AT, Bm25
from dialogs.index.grams import Grams, grams_of
from dialogs.index.phrases import Kind
from dialogs.index.profiles import Profiles
from dialogs.index.ranking import Found
from dialogs.index.tokens import Tokens
from dialogs.languages import language_of

VI = language_of("vi")
BAGS = [["khai", "sinh"], ["khai", "tử"], ["kết", "hôn", "khai"]]


def test_bm25_is_what_the_formula_says() -> None:
    bm25 = Bm25(BAGS)
    mean = 7 / 3
    idf = {"khai": log(1 + 0.5 / 3.5), "sinh": log(1 + 2.5 / 1.5)}
    weight = 2.2 / (1 + 1.2 * (1 - 0.5 + 0.5 * 2 / mean))
    assert bm25.best(["khai", "sinh", "sinh", "xyz"], 3)[0] == pytest.approx(
        weight * (idf["khai"] + idf["sinh"])
    )
    assert list(bm25.best(["tử"], 3)) == [1]
    assert bm25.best(["xyz"], 3) == {}


def test_the_best_come_first_and_at_most_so_many() -> None:
    assert list(Bm25(BAGS).best(["khai", "hôn"], 2)) == [2, 0]


def test_weak_tokens_tell_less() -> None:
    assert Bm25(BAGS, {"sinh"}).idf("sinh") == pytest.approx(0.3 * Bm25(BAGS).idf("sinh"))
    assert Bm25(BAGS, {"xyz"}).idf("xyz") == pytest.approx(0.3 * Bm25(BAGS).idf("xyz"))


def test_among_very_many_bags_the_most_common_tokens_are_not_looked_at() -> None:
    bags = [["của", f"w{number}"] for number in range(MOST_LOOKED_AT + 1)]
    assert list(Bm25(bags).best(["của", "w7"], 5)) == [7]


def test_grams_lie_within_a_word_and_its_borders() -> None:
    assert grams_of("ba") == (" b", "ba", "a ", " ba", "ba ", " ba ")


def test_likeness_is_the_cosine_of_gram_vectors() -> None:
    phrases = [("ba",), ("bo", "me"), ("xe",)]
    grams = Grams(phrases)
    assert grams.likeness(["ba"], [0, 2]) == [pytest.approx(1.0), 0.0]
    vocabulary = [word for phrase in phrases for word in phrase]
    idf = {
        gram: log(4 / (1 + sum(gram in grams_of(word) for word in vocabulary))) + 1
        for word in ("bo", "me")
        for gram in grams_of(word)
    }
    shared = idf[" b"] ** 2
    query = sqrt(shared + 5 * (log(4) + 1) ** 2)
    known = sqrt(sum(weight**2 for weight in idf.values()))
    assert grams.likeness(["by"], [1])[0] == pytest.approx(shared / (query * known))


def test_a_profile_explains_the_words_its_target_uses_more_than_others() -> None:
    profiles = Profiles(BAGS, [0, 1, 1])
    scores = profiles.scores(["sinh"], [0, 1])
    assert scores[0] > scores[1] == 0
    assert profiles.scores(["xyz"], [0, 1]) == {0: 0.0, 1: 0.0}


def test_three_fields_in_one_bag() -> None:
    assert Tokens(VI).bag(["trẻ", "sinh"], ["tre", "sinh"]) == ["trẻ", "sinh", "~tre", "~sinh", "~che_sinh"]


BIRTH, DEATH, OUT = Target("procedure", "birth"), Target("procedure", "death"), Target("out_of_scope")
INDEX = PhraseIndex(
    [
        Phrase(target, tuple(text.split()))
        for target, text in [
            (BIRTH, "đăng ký khai sinh"),
            (BIRTH, "vợ tôi mới đẻ"),
            (DEATH, "đăng ký khai tử"),
            (DEATH, "bố tôi mới qua đời"),
            (OUT, "giá vàng bao nhiêu"),
        ]
    ],
    VI,
)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("khai sinh", BIRTH),
        ("khai tu", DEATH),
        ("khai xinh", BIRTH),
        ("vợ mới đẻ xong", BIRTH),
        ("qua đời", DEATH),
    ],
)
def test_the_best_target_is_found(text: str, best: Target) -> None:
    ranking = INDEX.search(text.split())
    assert ranking.found[0].target == best
    assert all(0 <= found.score <= 1 for found in ranking.found)
    assert [f.score for f in ranking.found] == sorted((f.score for f in ranking.found), reverse=True)


def test_what_is_out_of_scope_is_never_found_but_weighs_against() -> None:
    ranking = INDEX.search(["giá", "vàng", "mới", "bao", "nhiêu"])
    assert OUT not in [found.target for found in ranking.found]
    assert ranking.outside > ranking.found[0].score
    assert ranking.lead < 0
    assert ranking.confidence < INDEX.search(["khai", "sinh"]).confidence


def test_a_kind_can_be_left_out() -> None:
    assert INDEX.search(["khai", "sinh"], without=("procedure",)) == Ranking()


def test_nothing_is_found_of_unknown_words_or_of_nothing() -> None:
    assert INDEX.search(["xyzw"]) == Ranking()
    assert PhraseIndex([], VI).search(["khai"]) == Ranking()


WEAK = {"lead": 5.0, "evidence": 1.0, "overlap": 0.3}


@pytest.mark.parametrize(
    ("kind", "stronger"),
    [
        ("procedure", {"lead": 20.0}),
        ("procedure", {"overlap": 0.9}),
        ("procedure", {"words": ("a", "b", "c")}),
        ("command", {"evidence": 4.0}),
        ("command", {"overlap": 0.9}),
    ],
)
def test_whatever_speaks_for_a_target_makes_it_surer(kind: Kind, stronger: dict[str, Any]) -> None:
    found = (Found(Target(kind, "x"), 0.8),)
    weak: dict[str, Any] = WEAK
    assert Ranking(found, **(weak | stronger)).confidence > Ranking(found, **weak).confidence


def test_a_whole_wording_makes_a_procedure_surer() -> None:
    part, whole = (Ranking((Found(BIRTH, 0.8, share),)).confidence for share in (0.0, 0.5))
    assert whole > part


def test_a_command_is_less_sure_the_better_a_sentence_out_of_scope_fits() -> None:
    found = (Found(Target("command", "water"), 0.8),)
    assert Ranking(found, outside=0.7).confidence < Ranking(found, outside=0.1).confidence
