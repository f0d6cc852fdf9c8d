"""What holds in every step: commands, no answer, one step back, the way out."""

from typing import Any

import pytest

from dialogs.flows.site_lists import SiteLists
from dialogs.flows.state import Action, Conversation
from dialogs.flows.talk import Talk
from dialogs.flows.wording import Wording
from dialogs.procedures import ProcedureBook
from kiosk.site.places import SHIPPED
from kiosk.site.texts import read_texts

BIRTH, COPY = "1.001193", "2.000815"


def values(now: Conversation) -> list[str]:
    """What there is to choose."""
    return [choice.value for choice in now.turn.choices]


def keys(now: Conversation) -> list[str]:
    """What is said."""
    return [say.key for say in now.turn.says]


def test_stop_comes_before_anything_else(talk: Talk) -> None:
    asking = talk.begin("vi")
    acting = talk.chose(talk.chose(asking, "certification"), "merit")
    ended = talk.done(acting, "issued")
    for now in (asking, acting, ended):
        stopped = talk.said(now, "đứng lại")
        assert stopped.turn.does == (Action("stop_moving"),)
        assert (stopped.stack, stopped.turn.action, stopped.turn.ended) == (
            now.stack,
            now.turn.action,
            now.turn.ended,
        )


def test_after_a_stop_the_choices_are_still_there(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "đứng lại")
    assert talk.chose(now, "certification").turn.screen == "priority"


def test_repeat_says_the_last_sentence_only(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "làm khai sinh cho con")
    again = talk.said(now, "nhắc lại")
    assert keys(again) == ["offer_number"]
    assert again.turn.choices == now.turn.choices
    assert keys(talk.said(again, "nhắc lại")) == ["offer_number"]


def test_slower_changes_the_voice_and_asks_again(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "nói chậm lại")
    assert (now.turn.does, keys(now)) == ((Action("speak_slower"),), ["say_slower", "services_title"])
    assert talk.said(now, "cảm ơn").turn.does == ()


def test_another_language_keeps_the_place(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "làm khai sinh cho con")
    english = talk.said(now, "nói tiếng anh")
    assert (english.language, english.turn.does) == ("en", (Action("set_language", {"language": "en"}),))
    assert english.turn.choices == now.turn.choices
    assert talk.said(english, "repeat").turn.says == english.turn.says[-1:]


def test_a_language_nobody_names_is_the_other_one(talk: Talk) -> None:
    english = talk.said(talk.begin("vi"), "đổi tiếng")
    assert (english.language, talk.said(english, "other language").language) == ("en", "vi")
    assert talk.in_language(english, "vi").turn == english.turn


def test_an_answer_in_between_leaves_the_question_standing(talk: Talk) -> None:
    now = talk.chose(talk.begin("vi"), "certification")
    told = talk.said(now, "mấy giờ mở cửa")
    assert (keys(told), told.turn.screen) == (["tell_opening_hours", "priority_title"], "priority")
    assert talk.chose(told, "merit").turn.action


def test_cancel_goes_back_to_the_start_and_from_there_ends(talk: Talk) -> None:
    now = talk.said(talk.chose(talk.begin("vi"), "certification"), "thôi")
    assert (now.turn.screen, keys(now)) == ("services", ["say_cancel", "services_title"])
    assert talk.said(now, "thôi").turn.ended


def test_back_is_one_question_and_before_the_first_it_ends(talk: Talk) -> None:
    first = talk.begin("vi")
    now = talk.chose(talk.said(first, "làm khai sinh cho con"), "choice_more_topics")
    offered = talk.back(now)
    assert (offered.turn.screen, keys(offered)) == ("answer", ["offer_number"])
    assert talk.back(offered).turn == first.turn
    assert talk.back(talk.back(offered)).turn.ended


def test_back_never_crosses_what_has_happened(talk: Talk) -> None:
    now = talk.chose(talk.said(talk.begin("vi"), "làm khai sinh cho con"), "choice_checklist")
    acting = talk.chose(now, "choice_print_checklist")
    assert talk.back(acting) == acting
    assert talk.back(talk.done(acting, "printed")).turn.ended


def test_back_takes_a_confirmation_back(talk: Talk) -> None:
    now = talk.back(talk.chose(talk.begin("vi"), "certification"))
    assert now.confirmed == frozenset()


def test_three_times_not_understood_is_three_texts_then_buttons_and_staff(talk: Talk) -> None:
    now = talk.begin("vi")
    said = []
    for _ in range(4):
        now = talk.said(now, "xyz")
        said += keys(now)
    assert said == [
        "advice_no_match",
        "advice_no_match_again",
        "advice_no_match_staff",
        "advice_no_match_staff",
    ]
    assert values(now)[-1] == "choice_call_staff"
    assert talk.chose(now, "certification").turn.screen == "priority"


def test_silence_is_counted_apart(talk: Talk) -> None:
    now = talk.silent(talk.said(talk.begin("vi"), "xyz"))
    assert keys(now) == ["advice_no_input"]
    assert keys(talk.silent(now)) == ["advice_no_input_again"]
    assert keys(talk.said(now, " \n")) == ["advice_no_input_again"]


def test_the_next_question_counts_from_one(talk: Talk) -> None:
    now = talk.said(talk.said(talk.begin("vi"), "xyz"), "xyz")
    now = talk.said(talk.chose(now, "certification"), "xyz")
    assert keys(now) == ["priority_again"]


def test_a_step_may_have_texts_of_its_own(talk: Talk) -> None:
    now = talk.said(talk.said(talk.begin("vi"), "sao y"), "xyz")
    assert keys(now) == ["offer_number_again"]


def test_what_came_near_is_shown_as_buttons(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "giấy gì đó")
    near = [choice for choice in now.turn.choices if choice.group == "near"]
    assert [choice.value for choice in near] == [COPY, BIRTH]
    assert talk.chose(now, COPY).turn == talk.asked(talk.begin("vi"), COPY).turn


def test_help_after_three_times_calls_staff_without_another_question(talk: Talk) -> None:
    now = talk.begin("vi")
    for _ in range(3):
        now = talk.said(now, "xyz")
    now = talk.chose(now, "choice_call_staff")
    assert now.turn.action == Action("call_staff")
    now = talk.done(now, "called")
    assert (keys(now), now.turn.screen) == (["staff_coming", "services_title"], "services")


def test_staff_asked_for_by_voice_are_called_after_yes(talk: Talk) -> None:
    now = talk.said(talk.chose(talk.begin("vi"), "certification"), "gặp cán bộ")
    assert keys(now) == ["confirm_call_staff"]
    assert talk.said(now, "không").turn.screen == "priority"
    assert talk.said(now, "có").turn.action == Action("call_staff")


def test_yes_means_nothing_where_nothing_was_asked(talk: Talk) -> None:
    assert keys(talk.said(talk.begin("vi"), "có")) == ["advice_no_match"]


def test_what_the_robot_cannot_do_it_says_honestly(talk: Talk, hall: Any) -> None:
    now = talk.said(talk.begin("vi"), "cho tôi xin nước")
    assert keys(now) == ["say_water", "services_title"]
    with_water = hall(devices=frozenset({"dispense"}))
    now = with_water.said(with_water.begin("vi"), "cho tôi xin nước")
    assert keys(now) == ["offer_treat"]
    now = with_water.said(now, "có")
    assert now.turn.action == Action("dispense", {"item": "water"})
    assert keys(with_water.done(now, "given")) == ["treat_given", "services_title"]


def test_while_something_happens_only_a_stop_is_heard(talk: Talk) -> None:
    acting = talk.chose(talk.chose(talk.begin("vi"), "certification"), "merit")
    assert talk.said(acting, "thôi") == acting
    assert talk.silent(acting) == acting
    assert talk.asked(acting, COPY) == acting


def test_questions_on_questions_do_not_pile_up(talk: Talk) -> None:
    now = talk.begin("vi")
    for _ in range(50):
        now = talk.said(talk.said(now, "làm khai sinh cho con"), "sao y")
    assert len(now.stack) == 2
    assert talk.chose(now, "choice_another_question").turn.screen == "services"
    assert len(now.past) == 20


def test_what_was_heard_is_shown_in_one_line(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "a\tb\n\x07c" + "d" * 10_000)
    assert now.heard == ("a b c" + "d" * 200)[:200]
    assert talk.chose(now, "certification").heard == ""


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("Chứng thực", "certification"),
        ("số hai", "certification"),
        ("2", "certification"),
        ("HỘ TỊCH!", "civil_status"),
    ],
)
def test_a_choice_may_be_said_by_its_words_or_its_place(talk: Talk, text: str, picked: str) -> None:
    now = talk.begin("vi")
    assert talk.said(now, text).turn == talk.chose(now, picked).turn


def test_ids_in_texts_become_names(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "lấy số")
    now = talk.said(talk.chose(talk.begin("vi"), "choice_library"), "lấy số chứng thực")
    texts, _ = read_texts(SHIPPED)
    lists = SiteLists(ProcedureBook({}, ()), {"certification": {"vi": "Chứng thực"}})
    assert "Chứng thực" in Wording(texts, lists).text(now.turn.says[-1], "vi")
    assert "Chứng thực" in Wording(texts, lists).text(now.turn.says[-1], "en")


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("hộ tich", "priority"),  # the whole label, in other spelling
        ("cần hộ tịch gấp", "services"),  # shares words; a tile asks for a number, so it must be certain
        ("tôi muốn tra cứu", "library"),  # shares words; looking up does nothing
        ("tra cứu lấy số chứng thực", "services"),  # no meaning, and words of two choices
    ],
)
def test_sharing_words_is_enough_only_where_nothing_happens(talk: Talk, text: str, screen: str) -> None:
    assert talk.said(talk.begin("vi"), text).turn.screen == screen


def test_a_clear_meaning_counts_more_than_shared_words(talk: Talk) -> None:
    now = talk.chose(talk.said(talk.begin("vi"), "sao y"), "choice_more_topics")
    assert talk.said(now, "khai sinh mất bao nhiêu tiền").turn.slots == {"procedure": BIRTH, "topic": "fee"}
    assert talk.said(now, "tiền lệ phí").turn.slots == {"procedure": COPY, "topic": "fee"}


def test_where_one_can_only_choose_the_usual_texts_are_others(talk: Talk) -> None:
    now = talk.chose(talk.said(talk.begin("vi"), "sao y"), "choice_checklist")
    assert keys(talk.said(now, "xyz")) == ["choose_again"]
    assert keys(talk.silent(talk.silent(now))) == ["choose_touch"]


def test_what_comes_with_a_command_is_told_on(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "mai mấy giờ mở cửa")
    assert now.turn.says[0].slots == {"date": "tomorrow"}
    assert talk.said(talk.begin("vi"), "mấy giờ mở cửa").turn.says[0].slots == {}
