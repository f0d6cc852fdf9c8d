"""What a technician does at the dispenser's page, done in a browser."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.bench.conftest import BenchUnderTest
from tests.browser.bench.strict_page import card, state, strict_page

pytestmark = pytest.mark.browser

POLL, ACK = bytes.fromhex("FA FB 41 00 40"), bytes.fromhex("FA FB 42 00 43")
DRIVE_SLOT_1 = bytes.fromhex("FA FB 06 05 01 01 00 00 01 03")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[BenchUnderTest]:
    command = [sys.executable, "-m", "simulator", "--data", str(tmp_path), "--bench-port", "0", "--dispenser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield BenchUnderTest(tmp_path, process)
        process.terminate()


@pytest.fixture
def page(chromium: Browser, bench) -> Iterator[Page]:
    with strict_page(chromium, bench, "/treats") as page:
        yield page


class Host:
    """Answers every frame with ACK, and the first POLL with a drive of slot 1."""

    def __init__(self, address: str) -> None:
        self._port = serial.Serial(address, 57600, timeout=0.1)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._port.close()

    def _run(self) -> None:
        to_say = [DRIVE_SLOT_1]
        while not self._stop.is_set():
            head = self._port.read(4)
            if len(head) < 4:
                continue
            frame = head + self._port.read(head[3] + 1)
            if frame != ACK:
                self._port.write(to_say.pop() if frame == POLL and to_say else ACK)


def test_an_item_is_dispensed_and_taken(page: Page, bench):
    first = page.locator("[data-slot='1']")
    expect(first.locator("[data-of=left]")).to_have_text("10")
    host = Host(bench.wire_of("dispenser"))
    try:
        expect(page.locator("#tray")).to_have_text("water", timeout=20_000)
        expect(first.locator("[data-of=left]")).to_have_text("9")
        expect(page.locator("#lines")).to_contain_text("success, slot 1")
        page.keyboard.press("t")
        expect(first.locator("[data-of=taken]")).to_have_text("1")
        assert state(bench, "dispenser")["answers"] > 0
    finally:
        host.close()


def test_buttons_and_keys_do_what_hands_do(page: Page, bench):
    machine = card(page, "dispenser")
    machine.locator("select[name=slot]").select_option("3")
    page.keyboard.press("j")
    expect(machine.locator(".words")).to_contain_text("Có ngăn bị kẹt")
    assert state(bench, "dispenser")["jammed"] == [3]
    page.keyboard.press("e")
    machine.get_by_role("button", name="Che mắt rơi").click()
    expect(machine.locator(".words")).to_contain_text("Mắt rơi bị che")
    page.keyboard.press("s")
    expect(machine.locator(".words")).to_contain_text("Mọi thứ đều tốt")


def test_a_slot_is_filled_with_so_many(page: Page):
    answers: list[int] = []
    page.on("response", lambda answer: answers.append(answer.status) if "/hands/" in answer.url else None)
    card(page, "dispenser").locator("input[data-of=fill_slot]").fill("9")
    card(page, "dispenser").get_by_role("button", name="Lấy hết khỏi ngăn").click()
    card(page, "dispenser").get_by_role("button", name="Nạp ngăn").click()
    expect(page.locator("[data-slot='1'] [data-of=left]")).to_have_text("9")
    assert answers == [200, 200]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_itself_never_scrolls_and_everybody_can_use_it(page: Page, bench, language):
    page.goto(f"{bench.base}/treats?lang={language}")
    card(page, "dispenser").locator(".words span").first.wait_for()
    assert page.evaluate("document.documentElement.scrollHeight") <= 768
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    assert page.locator(".cards").evaluate("part => part.scrollWidth <= part.clientWidth")
    results = Axe().run(page).response
    for kind in ("violations", "incomplete"):
        found = [(item["id"], [node["html"] for node in item["nodes"]]) for item in results[kind]]
        assert found == [], kind
