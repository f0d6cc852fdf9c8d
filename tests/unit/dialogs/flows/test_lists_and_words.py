"""What a site has to choose from, what it is called, and what data must tell."""

import pytest

from dialogs.flows.site_lists import SiteLists
from dialogs.flows.state import Choice, Say
from dialogs.flows.wording import Wording, meant_by
from dialogs.procedures import Fact, FieldOfLife, Procedure, ProcedureBook
from dialogs.responses import TextBook
from dialogs.understood import Candidate, Understood

PROCEDURE = Procedure("1", "f", "s", {"vi": "Một", "en": "One"}, fee=(Fact({"vi": "5đ"}),))
BOOK = ProcedureBook(
    {"1": PROCEDURE}, (FieldOfLife("f", {"vi": "Lĩnh vực"}), FieldOfLife("g", {"vi": "Trống"}))
)
LISTS = SiteLists(
    BOOK, {"s": {"vi": "Việc", "en": "Service"}}, {"1": {"vi": "Quầy 1"}}, {"r": {"vi": "Lý do"}}
)


@pytest.mark.parametrize(
    ("source", "slots", "values"),
    [
        ("services", {}, ("s",)),
        ("priority_reasons", {}, ("r",)),
        ("fields", {}, ("f",)),
        ("procedures_of_field", {"field": "f"}, ("1",)),
        ("procedures_of_field", {}, ()),
        ("topics", {"procedure": "1"}, ("fee",)),
        ("topics", {"procedure": "9"}, ()),
        ("candidates", {}, ()),
    ],
)
def test_lists(source: str, slots: dict[str, str], values: tuple[str, ...]) -> None:
    assert LISTS.of(source, slots) == values


@pytest.mark.parametrize(
    ("slot", "value", "fits"),
    [
        ("service", "s", True),
        ("service", "x", False),
        ("procedure", "1", True),
        ("procedure", "x", False),
        ("field", "f", True),
        ("field", "x", False),
        ("counter", "1", True),
        ("number", "12", True),
        ("number", "mười", False),
        ("number", "²", False),
        ("topic", "fee", True),
        ("language", "fr", False),
    ],
)
def test_what_can_stand_in_a_slot(slot: str, value: str, fits: bool) -> None:
    assert LISTS.has(slot, value) is fits


def test_properties_of_a_procedure() -> None:
    assert LISTS.property_of("procedure.service", "1") == "s"
    assert LISTS.property_of("procedure.field", "1") == "f"
    assert LISTS.property_of("procedure.field", "9") == ""


def test_names_in_the_language_else_in_vietnamese_else_as_they_are() -> None:
    assert LISTS.name("service", "s", "en") == "Service"
    assert LISTS.name("reason", "r", "en") == "Lý do"
    assert LISTS.name("number", "7", "en") == "7"


def test_words_of_choices_and_texts() -> None:
    wording = Wording(
        TextBook({"vi": {"choice_fee": "Lệ phí", "ok": "Được", "for": "{procedure}: {more}"}}), LISTS
    )
    assert wording.label(Choice("x", say="ok"), "vi") == "Được"
    assert wording.label(Choice("fee", slot="topic"), "vi") == "Lệ phí"
    assert wording.label(Choice("1", slot="procedure"), "en") == "One"
    assert wording.text(Say("for", {"procedure": "1"}), "vi", {"more": "nữa"}) == "Một: nữa"


@pytest.mark.parametrize(
    ("say", "meant"),
    [
        (Say("answer", {"procedure": "1", "topic": "fee"}, True), Understood("procedure", "1", "fee")),
        (Say("answer", {"procedure": "1"}, True), Understood("procedure", "1")),
        (
            Say("ask_which", {"candidates": "1 2"}, True),
            Understood("clarify", candidates=(Candidate("1", 1.0), Candidate("2", 1.0))),
        ),
        (Say("tell_opening_hours", {}, True), Understood("command", "opening_hours")),
        (
            Say("tell_queue", {"service": "s"}, True),
            Understood("command", "queue_status", slots={"service": "s"}),
        ),
        (Say("tell_where", {"place": "wc"}, True), Understood("command", "where_is", slots={"place": "wc"})),
    ],
)
def test_what_data_must_tell(say: Say, meant: Understood) -> None:
    assert meant_by(say) == meant
