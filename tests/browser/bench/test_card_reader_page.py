"""What a technician does with cards at the reader, done in a browser."""

import json
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.pcsc import need_daemon

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, bench) -> Iterator[Page]:
    """The cards' page; it tolerates no error."""
    need_daemon()
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{bench.base}/cards")
    expect(fact(page, "daemon")).to_have_text("chạy", timeout=15_000)
    yield page
    page.close()
    assert problems == []


def reader(page: Page) -> Locator:
    return page.locator("section[data-device=card_reader]")


def fact(page: Page, name: str) -> Locator:
    return reader(page).locator(f"[data-fact={name}]")


def slots(bench) -> dict[str, dict[str, object]]:
    with urllib.request.urlopen(f"{bench.base}/devices/card_reader", timeout=10) as answer:
        return json.load(answer)["state"]["slots"]


def test_the_chosen_citizen_lays_the_card_in_the_chosen_slot(page: Page, bench):
    page.locator("#holder [name=citizen]").fill("17")
    reader(page).locator("[name=slot]").select_option("2")
    reader(page).get_by_role("button", name="Căn cước 2024").click()
    expect(fact(page, "slot_2")).to_contain_text("2024")
    expect(fact(page, "slot_1")).to_have_text("không có thẻ")
    expect(fact(page, "slot_2")).to_contain_text(str(slots(bench)["slot_2"]["holder"]))
    reader(page).get_by_role("button", name="Lấy thẻ ra").click()
    expect(fact(page, "slot_2")).to_have_text("không có thẻ")


def test_keys_lay_turn_and_take_a_card(page: Page, bench):
    page.keyboard.press("1")
    expect(reader(page).locator(".words")).to_contain_text("Có thẻ")
    reader(page).get_by_role("button", name="Lật thẻ").click()
    expect(reader(page).locator(".words")).to_contain_text("Thẻ để ngược")
    assert slots(bench)["slot_1"]["side"] == "wrong"


def test_the_number_of_the_command_to_pull_at_is_sent(page: Page, bench):
    page.keyboard.press("1")
    reader(page).locator("input[name=commands]").fill("7")
    reader(page).get_by_role("button", name="Rút ở lệnh thứ").click()
    expect(page.locator("#lines")).to_contain_text("card_reader: pull set (at command 7)")
    assert slots(bench)["slot_1"]["pull_at"] == 7


def test_reader_and_daemon_are_shown_as_hands_have_left_them(page: Page):
    reader(page).get_by_role("button", name="Rút cáp").click()
    expect(fact(page, "daemon")).to_have_text("chạy không đầu đọc")
    expect(reader(page).locator(".words")).to_contain_text("Cáp bị rút")
    reader(page).get_by_role("button", name="Cắm cáp").click()
    expect(fact(page, "daemon")).to_have_text("chạy")
    reader(page).get_by_role("button", name="Giết").click()
    expect(reader(page).locator(".words")).to_contain_text("Dịch vụ không chạy")
