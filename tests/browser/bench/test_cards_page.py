"""What a technician does at the cards' page, done in a browser."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.bench.strict_page import card, state, strict_page

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, bench) -> Iterator[Page]:
    with strict_page(chromium, bench, "/cards") as page:
        yield page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_itself_never_scrolls(page: Page, bench, language):
    page.goto(f"{bench.base}/cards?lang={language}")
    card(page, "camera").locator(".words span").first.wait_for()
    assert page.evaluate("document.documentElement.scrollHeight") <= 768
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    assert page.locator(".cards").evaluate("part => part.scrollWidth <= part.clientWidth")


def test_the_chosen_citizen_holds_the_card(page: Page, bench):
    page.locator("#holder [name=citizen]").fill("17")
    page.locator("#holder [name=generation]").select_option("2024")
    page.locator("#view [name=distance_mm]").fill("150")
    card(page, "camera").get_by_role("button", name="Đưa thẻ vào").click()
    expect(card(page, "camera").locator("[data-fact=held]")).to_contain_text("citizen 17, card of 2024")
    assert state(bench, "camera")["distance_mm"] == 150
    page.get_by_role("button", name="Như thường").click()
    expect(page.locator("#view [name=distance_mm]")).to_have_value("105")


def test_buttons_and_keys_do_what_hands_do(page: Page, bench):
    page.keyboard.press("p")
    expect(card(page, "code_scanner").locator(".words")).to_contain_text("Cáp bị rút")
    page.keyboard.press("u")
    page.keyboard.press("h")
    expect(card(page, "code_scanner").locator("[data-fact=codes_read]")).to_have_text("1")
    scanner = card(page, "code_scanner")
    scanner.get_by_role("button", name="CR LF").click()
    expect(scanner.get_by_role("button", name="CR LF")).to_have_attribute("aria-pressed", "true")
    card(page, "camera").get_by_role("button", name="Che ống kính").click()
    expect(card(page, "camera").locator(".words")).to_contain_text("Ống kính bị che")
    assert state(bench, "code_scanner")["ending"] == "crlf"


def test_any_text_is_held_to_the_scanner(page: Page, bench):
    page.locator("#text [name=text]").fill("xin chào")
    page.get_by_role("button", name="Vào máy quét").click()
    expect(card(page, "code_scanner").locator("[data-fact=codes_read]")).to_have_text("1")
    page.get_by_role("button", name="Trước máy ảnh").click()
    expect(card(page, "camera").locator("[data-fact=held]")).to_have_text("a slip")


def test_the_picture_is_there_when_wanted_only(page: Page, bench):
    assert not state(bench, "camera")["watched"]
    page.locator("#watch").check()
    expect(page.locator("#stream")).to_have_js_property("naturalWidth", 1280)
    expect(card(page, "camera").locator("[data-fact=watched]")).to_have_text("có")
    page.locator("#watch").uncheck()
    expect(card(page, "camera").locator("[data-fact=watched]")).to_have_text("chưa ai")


def test_everybody_can_use_it(page: Page, bench):
    results = Axe().run(page).response
    for kind in ("violations", "incomplete"):
        found = [(item["id"], [node["html"] for node in item["nodes"]]) for item in results[kind]]
        assert found == [], kind
