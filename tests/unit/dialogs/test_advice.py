"""What is said of a procedure: its facts word for word, only while they hold, with source and day."""

from dataclasses import replace
from datetime import date

import pytest

from dialogs.advice import Advice
from dialogs.procedures import Fact, FieldOfLife, Near, Procedure, ProcedureBook, Source
from dialogs.understood import Candidate, Understood
from kiosk.site.places import SHIPPED
from kiosk.site.texts import read_texts

DAY = date(2026, 11, 30)
RESPONSES, _ = read_texts(SHIPPED)


def both(text: str) -> dict[str, str]:
    return {"vi": text, "en": f"{text} (en)"}


def fact(text: str, begins: date | None = None, ends: date | None = None) -> Fact:
    return Fact(both(text), begins, ends)


OLD = Source("B", both("Sổ cũ"), date(2025, 1, 2))
NEW = Source("A", both("Sổ mới"), date(2026, 10, 8))
BIRTH = Procedure(
    id="birth",
    field="civil",
    service="civil",
    name=both("Khai sinh"),
    documents=(fact("Giấy chứng sinh"), fact("Tờ khai")),
    fee=(fact("8.000đ/bản"), fact("miễn qua mạng", date(2026, 8, 15), date(2027, 2, 28))),
    time_limit=fact("Trong ngày."),
    rules=(fact("không cần giấy cũ", date(2026, 1, 1)),),
    legal_basis=("TT 1/2022", "NQ 2/2025"),
    sources=(OLD, NEW),
    confidence="high",
    checked_on=date(2026, 10, 8),
)
BARE = Procedure("bare", "civil", "civil", both("Tên không"), sources=(Source("E", both("Danh mục")),))


def advice(*procedures: Procedure, near: tuple[Near, ...] = ()) -> Advice:
    book = ProcedureBook({one.id: one for one in procedures}, (FieldOfLife("civil", both("Hộ tịch")),), near)
    return Advice(book, RESPONSES)


def said(procedure: Procedure, topic: str = "", language: str = "vi", day: date = DAY) -> str:
    return advice(procedure).say(language, Understood("procedure", procedure.id, topic), day).text


def test_documents_are_said_word_for_word_with_source_and_day() -> None:
    assert said(BIRTH, "documents") == (
        "Khai sinh: cần Giấy chứng sinh; Tờ khai. Xin lưu ý: không cần giấy cũ. "
        "Nguồn: Sổ mới, ghi ngày 8/10/2026."
    )
    assert "8 October 2026" in said(BIRTH, "documents", "en")


def test_without_a_topic_the_main_parts_are_said_each_in_a_line() -> None:
    lines = advice(BIRTH).say("vi", Understood("procedure", "birth"), DAY).lines
    assert [
        any(words in line for line in lines) for words in ("Giấy chứng sinh", "8.000đ", "Trong ngày")
    ] == [
        True,
        True,
        True,
    ]
    assert lines == advice(BIRTH).say("vi", Understood("procedure", "birth", "overview"), DAY).lines


@pytest.mark.parametrize(
    ("day", "is_said"),
    [
        (date(2026, 8, 14), False),
        (date(2026, 8, 15), True),
        (date(2027, 2, 28), True),
        (date(2027, 3, 1), False),
    ],
)
def test_a_part_of_a_fee_is_said_on_its_days_only(day: date, is_said: bool) -> None:
    assert ("miễn qua mạng" in said(BIRTH, "fee", day=day)) is is_said
    assert "8.000đ/bản" in said(BIRTH, "fee", day=day)


def test_a_fee_that_has_expired_altogether_is_said_to_have() -> None:
    gone = replace(BIRTH, fee=(fact("5.000đ", None, date(2026, 1, 1)),))
    assert "5.000đ" not in said(gone, "fee")
    assert "đã hết hiệu lực" in said(gone, "fee")
    assert "5.000đ" in said(gone, "fee", day=date(2026, 1, 1))


def test_a_fee_that_is_yet_to_come_is_told_with_its_day() -> None:
    coming = replace(BIRTH, fee=(fact("9.000đ", date(2027, 1, 1)),))
    assert "9.000đ" not in said(coming, "fee")
    assert "1/1/2027" in said(coming, "fee")


def test_nothing_of_an_entry_that_has_expired_is_said() -> None:
    gone = replace(BIRTH, valid_to=date(2026, 6, 30))
    for topic in ("", "documents", "fee", "time_limit", "rules"):
        text = said(gone, topic)
        assert not any(words in text for words in ("Giấy chứng sinh", "8.000đ", "Trong ngày", "giấy cũ"))
    assert "đã hết hiệu lực" in said(gone)


@pytest.mark.parametrize("topic", ["online", "where"])
def test_what_is_not_known_is_said_not_to_be(topic: str) -> None:
    assert RESPONSES.text("vi", f"advice_unknown_{topic}", procedure="Khai sinh") in said(BIRTH, topic)


@pytest.mark.parametrize("topic", ["", "documents", "fee", "legal_basis", "rules"])
def test_of_a_name_alone_only_the_name_is_said(topic: str) -> None:
    text = said(BARE, topic)
    assert text.startswith("Tên không: tôi mới biết tên")
    assert "Nguồn: Danh mục, không ghi ngày." in text
    assert RESPONSES.text("vi", "advice_check_portal") in text


def test_low_confidence_sends_to_the_portal_and_high_does_not() -> None:
    portal = RESPONSES.text("vi", "advice_check_portal")
    assert portal in said(replace(BIRTH, confidence="low"), "fee")
    assert portal not in said(BIRTH, "fee")


def test_legal_basis_and_source_have_their_answers() -> None:
    assert "TT 1/2022; NQ 2/2025" in said(BIRTH, "legal_basis")
    assert said(BIRTH, "source") == "Nguồn: Sổ mới, ghi ngày 8/10/2026."


def understood_between(*ids: str) -> Understood:
    return Understood("clarify", candidates=tuple(Candidate(id_, 0.5) for id_ in ids))


def test_near_procedures_are_told_apart_by_their_own_question() -> None:
    near = Near(("birth", "bare"), both("Lần đầu, hay làm lại?"))
    asked = advice(BIRTH, BARE, near=(near,)).say("vi", understood_between("bare", "birth"), DAY)
    assert asked.text == "Lần đầu, hay làm lại?"


def test_without_a_near_group_the_names_are_asked_between() -> None:
    third = replace(BARE, id="third", name=both("Việc ba"))
    both_of = advice(BIRTH, BARE, third)
    assert both_of.say("vi", understood_between("birth", "bare"), DAY).text == (
        "Ông/Bà hỏi Khai sinh hay Tên không?"
    )
    assert "Việc ba" in both_of.say("vi", understood_between("birth", "bare", "third"), DAY).text


def test_commands_are_answered_and_what_needs_more_is_declined() -> None:
    someone = advice(BIRTH)
    assert someone.say("vi", Understood("command", "thanks"), DAY).text.startswith("Không có gì")
    told = someone.say("vi", Understood("command", "opening_hours"), DAY, {"hours": "7:30–11:30"})
    assert "7:30–11:30" in told.text
    assert someone.say("vi", Understood("command", "queue_status"), DAY).text == RESPONSES.text(
        "vi", "say_not_possible_now"
    )


@pytest.mark.parametrize(
    ("understood", "key"),
    [
        (Understood("topic", topic="fee"), "advice_which_procedure"),
        (Understood("no_match"), "advice_no_match"),
        (Understood("procedure", "gone"), "advice_no_match"),
    ],
)
def test_nothing_understood_is_admitted(understood: Understood, key: str) -> None:
    assert advice(BIRTH).say("en", understood, DAY).text == RESPONSES.text("en", key)


def test_a_card_has_every_part_its_source_and_its_day() -> None:
    card = advice(BIRTH).card("vi", "birth", DAY)
    assert [section.key for section in card.sections] == [
        "documents",
        "fee",
        "time_limit",
        "online",
        "where",
        "rules",
        "legal_basis",
    ]
    assert [line.text for line in card.section("documents").lines] == ["Giấy chứng sinh", "Tờ khai"]  # type: ignore[union-attr]
    assert card.section("online").state == "unknown"  # type: ignore[union-attr]
    assert card.section("online").note  # type: ignore[union-attr]
    assert (card.source, card.warning) == ("Nguồn: Sổ mới, ghi ngày 8/10/2026.", "")
    assert "8/10/2026" in card.checked_on


def test_a_line_of_a_card_tells_until_when_it_holds() -> None:
    fee = advice(BIRTH).card("vi", "birth", DAY).section("fee")
    assert fee and [line.note for line in fee.lines] == ["", "Áp dụng đến hết ngày 28/2/2027"]


def test_a_card_never_shows_what_has_expired_or_is_yet_to_come() -> None:
    gone = replace(BIRTH, fee=(fact("5.000đ", None, date(2026, 1, 1)),))
    coming = replace(BIRTH, fee=(fact("9.000đ", date(2027, 1, 1)),))
    expired, begins = (advice(one).card("vi", "birth", DAY).section("fee") for one in (gone, coming))
    assert expired and (expired.state, expired.lines) == ("expired", ())
    assert begins and (begins.state, begins.lines) == ("not_yet_valid", ())
    assert "1/1/2027" in begins.note


def test_a_card_of_a_name_alone_warns() -> None:
    card = advice(BARE).card("en", "bare", DAY)
    assert card.warning == RESPONSES.text("en", "card_low_confidence")
    assert {section.state for section in card.sections} == {"unknown"}
    with pytest.raises(KeyError):
        advice(BARE).card("vi", "none", DAY)
