"""The ways a citizen goes: by touch as quickly as ever, by questions to a number, through the library."""

from typing import Any

import pytest

from dialogs.flows.state import Conversation
from dialogs.flows.talk import Talk, UnknownChoice

BIRTH, BIRTH_AGAIN, COPY = "1.001193", "1.004884", "2.000815"


def values(now: Conversation) -> list[str]:
    """What there is to choose."""
    return [choice.value for choice in now.turn.choices]


def keys(now: Conversation) -> list[str]:
    """What is said."""
    return [say.key for say in now.turn.says]


def test_by_touch_two_choices_lead_to_the_number(talk: Talk) -> None:
    now = talk.begin("vi")
    assert (now.turn.screen, keys(now)) == ("services", ["services_title"])
    assert values(now) == ["civil_status", "certification", "choice_library"]
    now = talk.chose(now, "certification")
    assert (now.turn.screen, values(now)) == ("priority", ["elderly", "merit", "priority_none"])
    now = talk.chose(now, "merit")
    assert now.turn.action is not None
    assert (now.turn.action.name, now.turn.action.values) == (
        "issue_ticket",
        {"service": "certification", "reason": "merit"},
    )
    now = talk.done(now, "issued")
    assert now.turn.ended


def test_no_reason_is_left_out(talk: Talk) -> None:
    now = talk.chose(talk.chose(talk.begin("vi"), "certification"), "priority_none")
    assert now.turn.action and now.turn.action.values == {"service": "certification"}


def test_where_no_reasons_are_known_the_tile_is_the_last_step(hall: Any) -> None:
    talk = hall(reasons=False)
    now = talk.chose(talk.begin("vi"), "civil_status")
    assert now.turn.action.name == "issue_ticket"


@pytest.mark.parametrize("outcome", ["refused", "failed"])
def test_after_a_trouble_one_chooses_again(talk: Talk, outcome: str) -> None:
    now = talk.chose(talk.chose(talk.begin("vi"), "certification"), "elderly")
    now = talk.done(now, outcome)
    assert (now.turn.screen, now.turn.ended) == ("services", False)
    assert "reason" not in talk.chose(now, "certification").stack[-1].slots


def test_a_question_is_answered_and_leads_to_a_number(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "làm khai sinh cho con")
    assert keys(now) == ["answer", "offer_number"]
    assert (now.turn.screen, now.turn.slots["procedure"], now.heard) == (
        "answer",
        BIRTH,
        "làm khai sinh cho con",
    )
    now = talk.said(now, "có")
    assert now.turn.screen == "priority"
    now = talk.said(now, "không")
    assert now.turn.action and now.turn.action.values == {"service": "civil_status"}


def test_the_documents_can_be_printed_before_the_number(talk: Talk) -> None:
    now = talk.chose(talk.said(talk.begin("vi"), "làm khai sinh cho con"), "choice_checklist")
    assert (now.turn.screen, now.turn.slots["procedure"]) == ("checklist", BIRTH)
    now = talk.chose(now, "choice_print_checklist")
    assert now.turn.action and now.turn.action.name == "print_checklist"
    now = talk.done(now, "printed")
    assert keys(now) == ["checklist_printed", "offer_number"]


def test_a_printer_that_failed_leaves_the_code_to_take_along(talk: Talk) -> None:
    now = talk.chose(talk.said(talk.begin("vi"), "sao y"), "choice_checklist")
    now = talk.done(talk.chose(now, "choice_print_checklist"), "failed")
    assert (now.turn.screen, keys(now)) == ("checklist", ["checklist_failed", "checklist_title"])


def test_one_topic_is_answered_and_others_are_offered(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "khai sinh mất bao nhiêu tiền")
    assert now.turn.says[0].slots == {"procedure": BIRTH, "topic": "fee"}
    now = talk.chose(now, "choice_more_topics")
    assert values(now) == ["documents", "fee", "choice_back"]
    now = talk.chose(now, "documents")
    assert now.turn.says[0].slots == {"procedure": BIRTH, "topic": "documents"}


def test_a_follow_up_keeps_the_subject_also_after_another_question(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "làm khai sinh cho con")
    now = talk.said(talk.chose(now, "choice_another_question"), "lệ phí bao nhiêu")
    assert now.turn.says[0].slots == {"procedure": BIRTH, "topic": "fee"}


def test_a_topic_without_a_subject_is_asked_of_what(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "lệ phí bao nhiêu")
    assert keys(now) == ["advice_which_procedure"]
    now = talk.said(now, "sao y")
    assert now.turn.says[0].slots == {"procedure": COPY, "topic": "fee"}


def test_near_procedures_are_one_question_with_a_way_out(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "làm lại giấy khai sinh")
    assert now.turn.says[0].slots == {"candidates": f"{BIRTH} {BIRTH_AGAIN}"}
    assert values(now) == [BIRTH, BIRTH_AGAIN, "choice_none_of_these"]
    assert talk.chose(now, BIRTH_AGAIN).turn.slots["procedure"] == BIRTH_AGAIN
    assert keys(talk.chose(now, "choice_none_of_these")) == ["ask_need_example"]


def test_the_library_leads_from_a_field_to_a_card_to_a_number(talk: Talk) -> None:
    now = talk.chose(talk.begin("vi"), "choice_library")
    assert (now.turn.screen, values(now)) == ("library", ["family", "papers", "choice_back"])
    now = talk.chose(now, "family")
    assert (now.turn.screen, values(now)) == ("procedures", [BIRTH, BIRTH_AGAIN, "choice_other_field"])
    now = talk.chose(now, BIRTH)
    assert (now.turn.screen, now.turn.slots["procedure"]) == ("card", BIRTH)
    assert talk.chose(now, "choice_take_number").turn.screen == "priority"


def test_a_procedure_found_by_search_in_a_field_need_not_be_of_that_field(talk: Talk) -> None:
    now = talk.chose(talk.chose(talk.begin("vi"), "choice_library"), "family")
    assert talk.chose(now, COPY).turn.slots["procedure"] == COPY


def test_what_is_searched_for_on_another_screen_is_answered(talk: Talk) -> None:
    now = talk.asked(talk.begin("vi"), COPY, "fee")
    assert now.turn.says[0].slots == {"procedure": COPY, "topic": "fee"}


def test_a_number_asked_for_with_its_service_is_confirmed(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "làm khai sinh cho con")
    now = talk.said(talk.chose(now, "choice_checklist"), "lấy số chứng thực")
    assert keys(now) == ["offer_number_for"]
    assert talk.said(now, "có").turn.screen == "priority"
    assert talk.said(now, "không").turn.screen == "checklist"


def test_a_number_asked_for_is_one_for_the_subject(talk: Talk) -> None:
    now = talk.chose(talk.said(talk.begin("vi"), "làm khai sinh cho con"), "choice_more_topics")
    now = talk.said(now, "lấy số")
    assert (keys(now), now.turn.slots) == (["offer_number_for"], {"service": "civil_status"})


def test_on_the_tiles_the_service_may_be_said_with_the_command(talk: Talk) -> None:
    now = talk.begin("vi")
    assert talk.said(now, "lấy số chứng thực").turn == talk.chose(now, "certification").turn
    assert talk.said(now, "lấy số").turn == now.turn


def test_asking_where_a_counter_is_takes_no_number(talk: Talk) -> None:
    now = talk.said(talk.begin("vi"), "quầy chứng thực ở đâu")
    assert (keys(now), now.turn.screen) == (["tell_where", "services_title"], "services")
    assert now.turn.says[0].slots == {"service": "certification"}


def test_a_choice_there_is_not_is_refused(talk: Talk) -> None:
    now = talk.begin("vi")
    with pytest.raises(UnknownChoice):
        talk.chose(now, "merit")
    acting = talk.chose(talk.chose(now, "certification"), "merit")
    with pytest.raises(UnknownChoice):
        talk.chose(acting, "merit")


def test_an_outcome_there_is_not_is_refused(talk: Talk) -> None:
    acting = talk.chose(talk.chose(talk.begin("vi"), "certification"), "merit")
    with pytest.raises(ValueError, match="issue_ticket cannot end with 'printed'"):
        talk.done(acting, "printed")
    with pytest.raises(ValueError, match="no action"):
        talk.done(talk.begin("vi"), "issued")
