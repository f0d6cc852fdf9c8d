"""The running robot is asked in words, by forms alone: it answers, asks back, admits, gives the number."""

import re
from collections.abc import Iterator
from html import escape

import pytest

from tests.support.at_screen import AtScreen
from tests.support.robot import Simulated, eventually

BIRTH_AGAIN = "1.004884"
MISUNDERSTOOD = ("Xin lỗi, tôi chưa hiểu", "Xin nói ngắn gọn", "gọi cán bộ")
SECRET = "tôi tên Hoàng Chim Yến số 079203009876"


@pytest.fixture
def citizen(simulated: Simulated) -> Iterator[AtScreen]:
    simulated.forget_log()
    at_screen = AtScreen(simulated.http)
    at_screen.begin()
    yield at_screen
    assert simulated.log_lines("ERROR") == simulated.log_lines("Traceback") == []


def test_from_a_question_in_words_to_the_number_of_the_right_service(
    simulated: Simulated, citizen: AtScreen
) -> None:
    before = len(simulated.papers())
    citizen.say("vợ tôi mới sinh em bé")
    assert citizen.picture == "answer"
    assert "khai sinh" in citizen.text.lower()
    citizen.say("lệ phí bao nhiêu")
    assert citizen.picture == "answer"
    assert "Lệ phí" in citizen.text or "miễn" in citizen.text.lower(), citizen.text
    citizen.choose("choice_take_number")
    assert citizen.picture == "priority"
    citizen.choose("priority_none")
    eventually(lambda: citizen.picture == "ticket")
    eventually(lambda: len(simulated.papers()) == before + 1)
    [paper] = simulated.read_papers(before)
    assert paper.ticket_id is not None
    ticket = simulated.ticket(paper.ticket_id)
    assert ticket["service"] == "civil_status"
    assert ticket["number"] in citizen.text


def test_between_near_procedures_one_question_is_asked_and_a_touch_answers_it(citizen: AtScreen) -> None:
    citizen.say("làm lại giấy khai sinh")
    assert citizen.picture == "choose"
    near = {value for value in citizen.choices if re.match(r"\d", value)}
    assert BIRTH_AGAIN in near and len(near) >= 2
    citizen.choose(BIRTH_AGAIN)
    assert citizen.picture == "answer"
    assert "Đăng ký lại khai sinh" in citizen.text


def test_each_miss_is_told_in_other_words_and_then_staff_can_be_called(citizen: AtScreen) -> None:
    for told in MISUNDERSTOOD:
        citizen.say("krzz bụp xoẹt")
        assert told in citizen.text
    assert 'class="called"' not in citizen.page
    citizen.post("call_staff")
    assert 'class="called"' in citizen.page


def test_a_language_changed_amid_advice_keeps_the_subject(citizen: AtScreen) -> None:
    citizen.say("vợ tôi mới sinh em bé")
    citizen.post("language", {"language": "en"})
    citizen.say("how much is it")
    assert citizen.picture == "answer"
    assert "irth" in citizen.text
    citizen.post("language", {"language": "vi"})


ODD = {
    "emoji": "🙂🙃🎉" * 20,
    "control characters": "a\x00b\x07c\x1b[2Jd\r\n\t\u202e\u200f",
    "another language": "我想登记结婚 حكومة Привет",
    "SQL": "'; DROP TABLE ticket; -- khai",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "a template": "{{ 7*7 }} {procedure} %s ${x}",
    "long words": "krzzbụp" * 50,
    "zalgo": "k\u0301\u0302\u0303\u0304" * 50,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_whatever_is_typed_is_answered_politely_and_shown_escaped(citizen: AtScreen, text: str) -> None:
    answer = citizen.say(text)
    assert answer.status_code == 303, answer.text
    assert MISUNDERSTOOD[0] in citizen.text
    page = citizen.page
    assert "<script>alert" not in page and "<img src=x" not in page
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", page)
    if "<" in text:
        assert escape(text, quote=False) in page.replace("&#34;", '"')


def test_ten_thousand_characters_are_not_understood_and_the_visit_goes_on(citizen: AtScreen) -> None:
    for text in ("a" * 10_000, "ệ" * 10_000):
        answer = citizen.say(text)
        assert answer.status_code == 303
        assert MISUNDERSTOOD[0] in citizen.text or citizen.picture == "services"
    assert citizen.picture == "services"
    assert citizen.say("khai sinh " * 1_000).status_code == 303
    citizen.say("vợ tôi mới sinh em bé")
    assert citizen.picture == "answer"


def test_what_people_type_is_nowhere_in_the_log_or_on_the_disk(
    simulated: Simulated, citizen: AtScreen
) -> None:
    citizen.say(SECRET)
    citizen.http.post("/visit/search", data={"text": SECRET})
    citizen.say("vợ tôi mới sinh em bé Chim Yến")
    citizen.begin()
    assert "Chim Yến" not in citizen.page
    for file in (simulated.log, *simulated.data.glob("*.db*")):
        held = file.read_bytes()
        for word in ("Chim Yến", "079203009876", "mới sinh em bé"):
            assert word.encode() not in held, (file.name, word)
