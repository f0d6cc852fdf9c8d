"""The whole story in browsers: touch a service, paper comes out, staff call, board and phone show it."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.support.robot import Simulated, eventually

pytestmark = pytest.mark.browser


def _open(browser: Browser, url: str, width: int = 1366, height: int = 768) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(10_000)
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" else None)
    page.goto(url)
    return page


def test_from_the_first_touch_to_the_counter(chromium: Browser, simulated: Simulated) -> None:
    home = f"http://127.0.0.1:{simulated.port}"
    board = _open(chromium, f"{home}/board", 1920, 1080)
    citizen = _open(chromium, home, 1080, 1920)
    citizen.get_by_role("button", name="Lấy số thứ tự").click()
    citizen.locator("button[value=land]").click()
    citizen.locator("#choice-priority_none").click()
    number = citizen.get_by_text("C001")
    expect(number.first).to_be_visible()

    paper = eventually(simulated.papers)[0]
    picture = Image.open(BytesIO(simulated.bench.get(f"/tickets/{paper['n']}.png").content))
    follow = zxingcpp.read_barcodes(picture)[0].text
    phone = _open(chromium, follow, 390, 844)
    expect(phone.get_by_text("C001").first).to_be_visible()

    counter = _open(chromium, f"{home}/counter")
    counter.locator("#name").select_option("demo")
    for digit in (simulated.data / "staff-pin").read_text().strip():
        counter.locator(f"button[data-digit='{digit}']").click()
    counter.locator("form[action='/counter/login'] button.primary").click()
    counter.get_by_text("Quầy 4").first.click()
    counter.locator("#next").wait_for()
    counter.wait_for_load_state("load")  # only then does the page's script hear the keys
    counter.keyboard.press("Space")

    expect(counter.locator(".current .number")).to_have_text("C001")
    expect(board.get_by_text("C001").first).to_be_visible()
    expect(phone.get_by_text("4").first).to_be_visible()
    counter.keyboard.press("f")
    expect(counter.locator(".current .number")).not_to_have_text("C001")
    for page in (board, citizen, phone, counter):
        page.close()
