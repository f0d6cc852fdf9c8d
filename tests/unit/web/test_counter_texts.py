"""Edited texts with a mistake: one line on the counter page until they are repaired."""

import html
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from kiosk.talk.watch import DialogWatch
from kiosk.web.counter_page import LONGEST_PROBLEM, CounterPages
from kiosk.web.pages import Pages
from kiosk.web.staff_news import StaffNews
from tests.unit.web.fakes import Rooms

FIRST = "dialogs/vi/responses/staff.yaml:7: unknown text `<b>` (did you mean `{login_lead}`?)"


async def work(rooms: Rooms, *problems: str, language: str = "en", days: int = 0) -> str:
    """The page with these problems, as HTML."""
    watch = DialogWatch(Path("x"), rooms.config, rooms.context.dialogs, lambda: True, rooms.clock)
    watch.problems = problems
    watch.since -= timedelta(days=days)
    context = replace(rooms.context, dialog_watch=watch)
    pages = Pages(context)
    work = CounterPages(context, pages, StaffNews(context, lambda: None))
    return await work.stage(rooms.config.counters[0], pages.phrases(language), 1)


async def test_a_mistake_is_one_line_with_its_place_and_who_must_act(rooms: Rooms) -> None:
    page = await work(rooms, FIRST)
    assert html.escape(FIRST) in page and "<b>`" not in page
    assert "New texts have a mistake: " in page and "more)" not in page
    hour = Pages(rooms.context).phrases("en").hour(rooms.clock.now())
    assert f"The robot goes on with those of {hour}." in page
    assert "Administrator" in page


async def test_more_mistakes_are_counted(rooms: Rooms) -> None:
    page = await work(rooms, FIRST, "b:1: x", "c:1: y", language="vi")
    assert "(và 2 lỗi nữa)" in page and "b:1" not in page


async def test_a_set_of_another_day_is_told_with_its_day(rooms: Rooms) -> None:
    day = Pages(rooms.context).phrases("en").day(rooms.clock.now() - timedelta(days=3))
    assert f"{day}." in await work(rooms, FIRST, days=3)
    assert f"{day}." not in await work(rooms, FIRST)


async def test_a_long_line_is_cut(rooms: Rooms) -> None:
    page = await work(rooms, "x" * 1000)
    assert f"mistake: {'x' * (LONGEST_PROBLEM - 1)}… <" in page


async def test_without_a_mistake_there_is_no_line(rooms: Rooms) -> None:
    assert "alert" not in await work(rooms)


async def test_languages_without_a_model_are_told_until_somebody_knows(rooms: Rooms) -> None:
    context = replace(rooms.context, unheard=("vi", "en"))
    pages, news = Pages(context), StaffNews(context, lambda: None)
    work = CounterPages(context, pages, news)
    first = await work.stage(rooms.config.counters[0], pages.phrases("en"), 1)
    assert "The robot does not hear Vietnamese, English" in first
    news.seen()
    assert "does not hear" not in await work.stage(rooms.config.counters[0], pages.phrases("en"), 1)
