"""Values within a sentence, and the topic of a question."""

import pytest

from dialogs.courtesy import Courtesy
from dialogs.languages import language_of
from dialogs.material import Manners
from dialogs.slots import SlotValues, Value
from dialogs.topics import Topics

VI = language_of("vi")
COURTESY = Courtesy(Manners(), VI)
VALUES = SlotValues(
    {"service": {"hộ tịch": "civil_status", "chứng thực hợp đồng": "contract", "hợp đồng": "deal"}},
    COURTESY,
    VI,
)
ALL = frozenset({"service", "number", "date", "counter"})


@pytest.mark.parametrize(
    ("text", "slots", "found"),
    [
        ("lấy số hộ tịch", {"service"}, [Value("service", "civil_status", 2, 4)]),
        ("lay so ho tich", {"service"}, [Value("service", "civil_status", 2, 4)]),
        ("số 12", {"number"}, [Value("number", "12", 1, 2)]),
        ("số hai mươi mốt", {"number"}, [Value("number", "21", 1, 2)]),
        ("ngày mai mở cửa", {"date"}, [Value("date", "tomorrow", 0, 2), Value("date", "tomorrow", 1, 2)]),
        ("số 12", {"service"}, []),
        ("", {"number"}, []),
    ],
)
def test_found(text: str, slots: set[str], found: list[Value]) -> None:
    assert VALUES.found(COURTESY.words(text), frozenset(slots)) == found


def test_the_longest_wording_comes_first() -> None:
    values = VALUES.found(["chứng", "thực", "hợp", "đồng"], frozenset({"service"}))
    assert [value.value for value in values] == ["contract", "deal"]


def test_patterns_have_the_signs_of_slots_in_place_of_values() -> None:
    patterns = list(VALUES.patterns(["hộ", "tịch", "quầy", "3"], ALL))
    assert (["{service}", "quầy", "{counter}"], {"service": "civil_status", "counter": "3"}) in patterns
    assert (["hộ", "tịch", "quầy", "{number}"], {"number": "3"}) in patterns


def test_a_slot_without_wordings_is_sampled_by_a_figure() -> None:
    assert list(VALUES.samples("number")) == ["1"]
    assert list(VALUES.samples("service")) == ["hộ tịch", "chứng thực hợp đồng", "hợp đồng"]


TOPICS = Topics(
    [("fee", ("lệ", "phí")), ("fee", ("lệ", "phí", "bao", "nhiêu")), ("online", ("nộp", "qua", "mạng"))],
    ["ạ"],
    VI,
)


@pytest.mark.parametrize(
    ("text", "topic", "rest"),
    [
        ("lệ phí bao nhiêu ạ", "fee", "ạ"),
        ("khai sinh lệ phí bao nhiêu", "fee", "khai sinh"),
        ("le phi khai sinh", "fee", "khai sinh"),
        ("nộp qua mạng khai sinh được không", "online", "khai sinh được không"),
        ("lễ phí khai sinh", "", "lễ phí khai sinh"),
        ("khai sinh", "", "khai sinh"),
    ],
)
def test_the_longest_topic_and_what_stands_around_it(text: str, topic: str, rest: str) -> None:
    assert TOPICS.part(text.split()) == (topic, rest.split())


def test_the_share_of_words_that_name_no_subject() -> None:
    assert TOPICS.share(["lệ", "phí", "bao", "nhiêu", "ạ"]) == 1
    assert TOPICS.share(["lệ", "phí", "khai", "sinh"]) == 0.5
    assert TOPICS.share([]) == 1
