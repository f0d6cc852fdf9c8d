"""What sentences mean, layer by layer."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.material import Manners, Material
from dialogs.understanding import Understanding
from dialogs.words import LONGEST_TEXT
from tests.support.office_talk import AGAIN, ALCOHOL, BIRTH, COPY, DEATH, MARRIAGE, OFFICE

UNDERSTANDING = Understanding(OFFICE)
YES_OR_NO = frozenset({"yes", "no"})


def meaning(text: str, **context: object) -> tuple[str, str, str]:
    understood = UNDERSTANDING.understand(text, **context)  # type: ignore[arg-type]
    return understood.kind, understood.id, understood.topic


@pytest.mark.parametrize(
    "text",
    [
        "dừng lại",
        "Dừng lại!",
        "dung lai",
        "dừng lại đi ạ",
        "dạ dừng",
        "khoan",
        "đứng yên đó",
        "dừng dừng dừng",
    ],
)
@pytest.mark.parametrize("context", [{}, {"subject": BIRTH, "expecting": YES_OR_NO}])
def test_stop_is_heard_before_anything_else(text: str, context: dict[str, object]) -> None:
    assert meaning(text, **context) == ("command", "stop_moving", "")


@pytest.mark.parametrize("text", ["đúng", "đúng rồi", "bao giờ dừng nhận hồ sơ khai sinh của phường"])
def test_what_only_looks_like_stop_is_not_stop(text: str) -> None:
    assert meaning(text)[1] != "stop_moving"


def test_a_word_of_stop_with_another_ending_is_not_stop() -> None:
    manners = Manners(openings=("i am looking for",))
    commands = {"stop_moving": ("move away", "stop"), "thanks": ("thank you",)}
    procedures = {"absence": ("notice of absence", "moving to another city", "i am moving away for a year")}
    understanding = Understanding(Material("en", procedures, commands, {}, manners=manners))
    assert understanding.understand("move away").id == "stop_moving"
    assert understanding.understand("i am moving away").id == "absence"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("đăng ký khai sinh", BIRTH),
        ("Đăng kí khai sanh ạ", BIRTH),
        ("dang ky khai sinh", BIRTH),
        ("đăng ky khai sinh", BIRTH),
        ("cho em hỏi sao y bản chính", COPY),
        ("dạ em muốn làm hôn thú", MARRIAGE),
    ],
)
def test_a_known_wording_is_known_in_any_dress(text: str, id: str) -> None:
    understood = UNDERSTANDING.understand(text)
    assert (understood.kind, understood.id) == ("procedure", id)
    assert understood.candidates[0].id == id


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("nhà em vợ vừa mới sinh em bé tuần trước", BIRTH),
        ("dang ki ket hnon", MARRIAGE),
        ("đăng ký khai xinh cho bé", BIRTH),
        ("bố tôi vừa mất hôm qua, làm giấy chứng tử ở đâu", DEATH),
        ("tôi định mở cửa hàng bán rượu", ALCOHOL),
        ("công chứng giúp tôi cái bằng tốt nghiệp đại học", COPY),
        ("sổ gốc khai sinh ở xã bị cháy mất rồi", AGAIN),
    ],
)
def test_other_words_are_searched_for(text: str, id: str) -> None:
    assert meaning(text)[:2] == ("procedure", id)


@pytest.mark.parametrize(
    "text", ["làm lại giấy khai sinh", "lam lai giay khai sinh", "giấy khai sinh mất rồi"]
)
def test_a_wording_that_leaves_it_open_is_asked_back(text: str) -> None:
    understood = UNDERSTANDING.understand(text)
    assert understood.kind == "clarify"
    assert {candidate.id for candidate in understood.candidates} == {BIRTH, AGAIN}


def test_a_long_sentence_may_leave_it_open_as_well() -> None:
    only_vague = replace(OFFICE, procedures={BIRTH: ("đăng ký khai sinh",), AGAIN: ("sổ gốc bị cháy",)})
    story = "nhà bị ngập nước lụt tháng trước nên cái tủ hỏng hết cả và mất giấy khai sinh hay bị rách rồi"
    understood = Understanding(only_vague).understand(story)
    assert {candidate.id for candidate in understood.candidates} >= {BIRTH, AGAIN}


@pytest.mark.parametrize(
    ("text", "id", "slots"),
    [
        ("lấy số", "take_number", {}),
        ("lấy số hộ tịch", "take_number", {"service": "civil_status"}),
        ("lay so lam ho tich", "take_number", {"service": "civil_status"}),
        ("dạ lấy số làm chứng thực ạ", "take_number", {"service": "certification"}),
        ("dẫn tôi đến quầy 12", "guide_to_counter", {"counter": "12"}),
        ("dẫn tôi đến quầy số một", "guide_to_counter", {"counter": "1"}),
        ("quầy hai mươi mốt đi lối nào", "guide_to_counter", {"counter": "21"}),
        ("xin chào", "greeting", {}),
    ],
)
def test_commands_with_their_values(text: str, id: str, slots: dict[str, str]) -> None:
    understood = UNDERSTANDING.understand(text)
    assert (understood.kind, understood.id, understood.slots) == ("command", id, slots)


def test_a_follow_up_is_about_the_subject_of_the_talk() -> None:
    assert meaning("lệ phí bao nhiêu", subject=MARRIAGE) == ("procedure", MARRIAGE, "fee")
    assert meaning("thế còn giấy tờ gì nữa ạ", subject=BIRTH) == ("procedure", BIRTH, "documents")
    assert meaning("bao lau thi xong", subject=BIRTH) == ("procedure", BIRTH, "time_limit")


def test_without_a_subject_the_topic_stands_alone() -> None:
    assert meaning("hết bao nhiêu tiền") == ("topic", "fee", "fee")


def test_a_topic_beside_a_named_procedure() -> None:
    assert meaning("đăng ký kết hôn hết bao nhiêu tiền") == ("procedure", MARRIAGE, "fee")


def test_a_topic_may_use_the_words_of_a_name() -> None:
    papers = {**OFFICE.topics, "online": ("nộp tờ khai điện tử", "đăng ký trên mạng được không")}
    understanding = Understanding(replace(OFFICE, topics=papers))
    understood = understanding.understand("đăng ký khai tử bao lâu thì xong")
    assert (understood.id, understood.topic) == (DEATH, "time_limit")


@pytest.mark.parametrize(
    ("text", "id"),
    [("có đúng", "yes"), ("thôi không", "no"), ("thôi không cần", "no")],
)
def test_a_short_yes_or_no_in_words_of_its_own(text: str, id: str) -> None:
    assert meaning(text) == ("command", id, "")


def test_naming_another_procedure_changes_the_subject() -> None:
    assert meaning("đăng ký khai tử cần giấy tờ gì", subject=BIRTH) == ("procedure", DEATH, "documents")
    assert meaning("đăng ký khai tử", subject=BIRTH) == ("procedure", DEATH, "")


def test_yes_and_no_are_answers_only_to_a_question() -> None:
    assert meaning("có chứ cho tôi", expecting=YES_OR_NO) == ("command", "yes", "")
    assert meaning("thôi để khi khác", expecting=YES_OR_NO) == ("command", "no", "")
    assert meaning("có chứ cho tôi")[1] != "yes"
    assert meaning("không") == ("command", "no", "")
    assert meaning("chứ để")[1] not in YES_OR_NO  # words of its wordings, and no whole one


def test_a_command_that_is_turned_down_is_no() -> None:
    assert meaning("tôi muốn gặp anh cán bộ") == ("command", "call_staff", "")
    assert meaning("tôi không muốn gặp anh cán bộ") == ("command", "no", "")
    assert meaning("đừng gọi anh cán bộ") == ("command", "no", "")


def test_a_new_wish_is_no_answer() -> None:
    assert meaning("không, tôi muốn đăng ký kết hôn", expecting=YES_OR_NO) == ("procedure", MARRIAGE, "")


@pytest.mark.parametrize(
    "text",
    [
        "hôm nay trời có mưa không",
        "mua vé tàu đi Huế",
        "giá vàng bao nhiêu",
        "dạ",
        "👶👶👶",
        "\x00\x01\x02",
        "!!!",
        "",
        "   ",
        "我想办理结婚登记",
        "je voudrais un passeport pour ma fille",
        "\ud800\udfff",
        "z" * 10_000,
        "đăng ký khai sinh " * 600,
        "xe " * 600,
    ],
)
def test_the_rest_is_refused(text: str) -> None:
    assert meaning(text)[0] == "no_match"


def test_candidates_are_at_most_five_and_the_best_come_first() -> None:
    scores = [
        candidate.score for candidate in UNDERSTANDING.understand("giấy tờ khai sinh của bé").candidates
    ]
    assert 1 < len(scores) <= 5
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_phrase_that_cannot_be_read_is_left_out() -> None:
    broken = replace(
        OFFICE, procedures={**OFFICE.procedures, BIRTH: ("đăng ký [khai sinh", "khai sinh cho bé")}
    )
    assert Understanding(broken).understand("khai sinh cho bé").id == BIRTH


def test_nothing_is_understood_of_no_material() -> None:
    assert Understanding(Material("vi", {}, {}, {})).understand("đăng ký khai sinh").kind == "no_match"


def test_a_language_without_knowledge_of_its_own_is_searched_as_well() -> None:
    french = Material("fr", {BIRTH: ("déclarer une naissance",), DEATH: ("déclarer un décès",)}, {}, {})
    assert Understanding(french).understand("déclarer une naissance").id == BIRTH


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.sampled_from([None, BIRTH]), st.sampled_from([frozenset(), YES_OR_NO]))
def test_no_text_is_an_error(text: str, subject: str | None, expecting: frozenset[str]) -> None:
    UNDERSTANDING.understand(text, subject=subject, expecting=expecting)


def test_the_same_material_gives_the_same_answers() -> None:
    chance = random.Random(1)
    words = sorted({word for texts in OFFICE.procedures.values() for text in texts for word in text.split()})
    again = Understanding(OFFICE)
    for _ in range(100):
        text = " ".join(chance.choices(words, k=6))
        assert UNDERSTANDING.understand(text) == again.understand(text)


def test_a_story_as_long_as_allowed_is_still_heard() -> None:
    story = (
        "hôm nọ nhà có khách rồi ai cũng bàn ra tán vào mãi. " * 8
        + "vợ tôi mới sinh em bé, đăng ký khai sinh cho con"
    )
    assert len(story) < LONGEST_TEXT
    assert BIRTH in [candidate.id for candidate in UNDERSTANDING.understand(story).candidates]
