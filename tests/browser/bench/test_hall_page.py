"""What a technician does at the hall's page, done in a browser."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.bench.conftest import BenchUnderTest
from tests.browser.bench.strict_page import card, state, strict_page

pytestmark = pytest.mark.browser

MAP = Path(__file__).parents[3] / "config/hall/map.yaml"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[BenchUnderTest]:
    command = [sys.executable, "-m", "simulator", "--data", str(tmp_path), "--bench-port", "0"]
    command += ["--hall", str(MAP), "--scene", "office", "--people", "3"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield BenchUnderTest(tmp_path, process)
        process.terminate()


@pytest.fixture
def page(chromium: Browser, bench) -> Iterator[Page]:
    with strict_page(chromium, bench, "/hall") as page:
        expect(page.locator("#facts [data-fact=pose]")).to_contain_text("5.40, 0.80 m")
        yield page


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the map is on the screen."""
    box = page.locator("#plan").bounding_box()
    data = page.locator("#plan").evaluate("plan => ({...plan.dataset})")
    frame = {name: float(value) for name, value in data.items()}
    return (
        box["x"] + (x - frame["left"]) / frame["width"] * box["width"],
        box["y"] + (1 - (y - frame["bottom"]) / frame["height"]) * box["height"],
    )


def drag(page: Page, begin: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*at(page, *begin))
    page.mouse.down()
    page.mouse.move(*at(page, *end), steps=4)
    page.mouse.up()


def test_the_robot_is_dragged_elsewhere(page: Page):
    drag(page, (5.4, 0.8), (8.0, 4.5))
    expect(page.locator("#facts [data-fact=pose]")).to_contain_text("8.0")


def test_things_are_put_in_the_way(page: Page, bench):
    page.get_by_role("button", name="Thêm vật").click()
    page.mouse.click(*at(page, 8.0, 4.5))
    page.get_by_role("button", name="Chắn lối").click()
    page.mouse.click(*at(page, 8.0, 1.0))
    page.mouse.click(*at(page, 8.0, 2.0))
    expect(page.locator("#told")).to_be_empty()
    with urllib.request.urlopen(f"{bench.base}/hall/events", timeout=10) as events:
        line = next(line for line in events if line.startswith(b"data: {"))
    assert len(json.loads(line[6:])["hall"]["things"]) >= 4


def test_buttons_keys_and_spoilt_senses(page: Page, bench):
    base = card(page, "mobile_base")
    page.keyboard.press("x")
    expect(base.locator(".words")).to_contain_text("Dừng khẩn đang bấm")
    page.keyboard.press("r")
    expect(base.locator(".words")).to_contain_text("Mọi thứ đều tốt")
    base.locator("select[data-sense]").nth(1).select_option(index=2)
    expect(base.locator(".words")).to_contain_text("Cảm biến có lỗi")
    card(page, "range_scanner").get_by_role("button", name="Dừng quay").click()
    expect(card(page, "range_scanner").locator(".words")).to_contain_text("Không quay")
    assert state(bench, "range_scanner")["turns_per_s"] == 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_itself_never_scrolls_and_everybody_can_use_it(page: Page, bench, language):
    page.goto(f"{bench.base}/hall?lang={language}")
    card(page, "mobile_base").locator(".words span").first.wait_for()
    assert page.evaluate("document.documentElement.scrollHeight") <= 768
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
