from collections.abc import Sequence

from dialogs.doubt import Doubts
from dialogs.index import Phrase, PhraseIndex, Target
from dialogs.languages import language_of
from dialogs.names import Names

GROUP = ("birth", "again")
NAMES = {
    "birth": ("dang", "ky", "khai", "sinh"),
    "again": ("dang", "ky", "lai", "khai", "sinh"),
    "copy": ("ban", "sao", "trich", "luc"),
}
PHRASES = {
    Target("procedure", "birth"): ("đăng ký khai sinh", "khai sinh cho em bé", "vợ mới sinh con"),
    Target("procedure", "again"): ("đăng ký lại khai sinh", "sổ gốc bị cháy", "khai sinh mất cả sổ gốc"),
    Target("procedure", "copy"): ("bản sao trích lục", "trích lục hộ tịch"),
    Target("near", "0"): ("làm giấy khai sinh", "giấy khai sinh bị mất", "xin giấy khai sinh"),
}
INDEX = PhraseIndex(
    [Phrase(target, tuple(text.split())) for target, texts in PHRASES.items() for text in texts],
    language_of("vi"),
)
DOUBTS = Doubts([GROUP], INDEX, Names(NAMES))


def asked(text: str) -> tuple[str, ...]:
    return DOUBTS.between(INDEX.search(text.split()))


def test_a_vague_wording_is_asked_back_in_other_words_as_well() -> None:
    assert asked("tờ giấy khai sinh nhà tôi mất rồi") == GROUP


def test_a_word_that_sets_one_name_apart_leaves_nothing_open() -> None:
    assert asked("xin đăng ký lại giấy khai sinh bị mất") == ()


def test_a_whole_wording_that_makes_up_most_of_a_sentence_leaves_nothing_open() -> None:
    assert asked("đăng ký khai sinh") == ()


def test_procedures_outside_of_every_group_are_never_asked_between() -> None:
    assert asked("bản sao trích lục hộ tịch") == ()


def test_who_says_much_is_seldom_vague() -> None:
    vague = "xin khai sinh mất"
    assert asked(vague) == GROUP
    assert asked(f"{vague} {' '.join(f'w{number}' for number in range(40))}") == ()


def asked_of(groups: Sequence[tuple[str, ...]], wordings: tuple[str, ...], text: str) -> tuple[str, ...]:
    procedures = {target: texts for target, texts in PHRASES.items() if target.kind == "procedure"}
    vague = {Target("near", str(number)): wordings for number in range(len(groups))}
    phrases = [
        Phrase(target, tuple(said.split()))
        for target, texts in (procedures | vague).items()
        for said in texts
    ]
    index = PhraseIndex(phrases, language_of("vi"))
    return Doubts(groups, index, Names(NAMES)).between(index.search(text.split()))


def test_two_groups_with_a_procedure_in_common_make_one_question() -> None:
    both = [("birth", "again"), ("again", "copy")]
    assert set(asked_of(both, ("giấy khai sinh bị mất",), "tờ giấy khai sinh nhà tôi mất")) == set(NAMES)


def test_a_question_of_two_groups_never_grows_longer_than_the_buttons() -> None:
    both = [("birth", "again"), ("again", "copy", "other")]
    asked = asked_of(both, ("giấy khai sinh bị mất",), "tờ giấy khai sinh nhà tôi mất")
    assert asked in both
