"""What is said of a screen: the words that stand on it, in the order of telling."""

import pytest

from kiosk.voice.screen_texts import ScreenTexts
from tests.unit.web.fakes import Rooms


@pytest.fixture
def texts(rooms: Rooms) -> ScreenTexts:
    return ScreenTexts(rooms.context)


async def post(rooms: Rooms, *steps: tuple[str, dict[str, str]]) -> None:
    for event, form in steps:
        await rooms.visit.post(event, **form)


async def test_an_empty_hall_is_not_spoken_to(rooms: Rooms, texts: ScreenTexts) -> None:
    assert await texts.of(rooms.visit.screen) == []


async def test_the_first_question(rooms: Rooms, texts: ScreenTexts) -> None:
    await post(rooms, ("touch", {}))
    said = await texts.of(rooms.visit.screen)
    assert said[-1].endswith("?")
    assert not any("Phím" in line for line in said)


async def test_with_the_keypad_the_choices_have_their_keys(rooms: Rooms, texts: ScreenTexts) -> None:
    await post(rooms, ("touch", {}), ("keypad", {}))
    said = await texts.of(rooms.visit.screen)
    names = [service.name.vi for service in rooms.context.config.services]
    assert said[-1 - len(names) :][0] != ""
    for digit, name in enumerate(names, start=1):
        assert any(line == f"Phím {digit}: {name}." for line in said), (digit, name, said)


async def test_answers_are_said_before_the_question(rooms: Rooms, texts: ScreenTexts) -> None:
    await post(rooms, ("touch", {}), ("say", {"text": "lệ phí đăng ký kết hôn"}))
    said = await texts.of(rooms.visit.screen)
    assert "lệ phí" in said[0].lower()
    assert said[-1].endswith("?")


async def test_everything_of_a_card_is_read_when_asked_for(rooms: Rooms, texts: ScreenTexts) -> None:
    procedure = next(iter(rooms.context.dialogs.now.knowledge.book.procedures))
    await post(rooms, ("touch", {}), ("ask", {"procedure": procedure}))
    short = await texts.of(rooms.visit.screen)
    await post(rooms, ("read", {}))
    whole = await texts.of(rooms.visit.screen)
    assert len(whole) > len(short)
    assert any(line.startswith("Phím 1:") for line in whole)


async def test_the_number_with_all_that_is_needed(rooms: Rooms, texts: ScreenTexts) -> None:
    await post(rooms, ("touch", {}), ("say", {"text": "lấy số hộ tịch", "request_id": "r1"}))
    while rooms.visit.screen.ticket is None:
        choice = rooms.visit.screen.talk.turn.choices[-1].value
        await post(rooms, ("choose", {"choice": choice, "request_id": "r2"}))
    said = await texts.of(rooms.visit.screen)
    assert said[0] == "Số của Ông/Bà là A012"
    assert any(line.startswith("Nơi làm việc: ") for line in said)
    assert "Phía trước có 4 người." in said
    assert "Thời gian chờ: khoảng 10–15 phút." in said


async def test_of_a_number_told_before_only_the_news_of_its_paper(rooms: Rooms, texts: ScreenTexts) -> None:
    await post(rooms, ("touch", {}), ("say", {"text": "lấy số hộ tịch", "request_id": "r1"}))
    while rooms.visit.screen.ticket is None:
        choice = rooms.visit.screen.talk.turn.choices[-1].value
        await post(rooms, ("choose", {"choice": choice, "request_id": "r2"}))
    ticket = rooms.visit.screen.ticket
    await texts.of(rooms.visit.screen)
    rooms.visit.paper_changed(ticket.ticket_id, "done")
    assert await texts.of(rooms.visit.screen) == ["Mời Ông/Bà lấy phiếu."]
    await post(rooms, ("repeat", {}))
    assert len(await texts.of(rooms.visit.screen)) > 3


async def test_no_number_and_why(rooms: Rooms, texts: ScreenTexts) -> None:
    rooms.office.close()
    await post(rooms, ("touch", {}), ("say", {"text": "lấy số hộ tịch", "request_id": "r1"}))
    while rooms.visit.screen.name != "trouble":
        choice = rooms.visit.screen.talk.turn.choices[-1].value
        await post(rooms, ("choose", {"choice": choice, "request_id": "r2"}))
    said = await texts.of(rooms.visit.screen)
    assert said[1:] == ["Xin thử lại, hoặc đến bàn hướng dẫn để lấy số.", "Cán bộ đã được báo."]


async def test_in_english(rooms: Rooms, texts: ScreenTexts) -> None:
    await post(rooms, ("touch", {}), ("language", {"language": "en"}), ("keypad", {}))
    said = await texts.of(rooms.visit.screen)
    assert any(line.startswith("Key 1: ") for line in said)
