"""By voice alone, through the page's own microphone: one sentence, one answer, and a ticket is printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.support.robot import Simulated, eventually, start, stop
from tests.support.speech_model import unpacked
from tests.support.spoken_site import sentences_wav, speaking_site

pytestmark = pytest.mark.browser

WISH, ANSWER = "tôi muốn lấy số chứng thực", "không"


@pytest.fixture
def listening_robot(tmp_path: Path) -> Iterator[Simulated]:
    config = speaking_site(tmp_path / "config", unpacked(tmp_path))
    running = start(tmp_path / "data", tmp_path / "log", "--config", str(config))
    yield running
    assert stop(running) == 0, running.log.read_text()


@pytest.fixture
def talking_page(tmp_path: Path) -> Iterator[Page]:
    """A browser whose microphone hears the sentences, over and over."""
    sound = sentences_wav(tmp_path / "citizen.wav", WISH, ANSWER, before_s=4.0, after_s=3.0)
    arguments = [
        "--no-sandbox",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={sound}",
        "--autoplay-policy=no-user-gesture-required",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        context = browser.new_context(permissions=["microphone"], viewport={"width": 1080, "height": 1920})
        yield context.new_page()
        browser.close()


def test_a_ticket_by_voice(listening_robot: Simulated, talking_page: Page) -> None:
    page = talking_page
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" else None)
    page.goto(f"http://127.0.0.1:{listening_robot.port}")
    page.locator("#start").click()
    number = page.locator(".slip .number")
    expect(number).to_be_visible(timeout=180_000)
    assert number.inner_text().startswith("B")  # certification
    paper = eventually(listening_robot.papers)[0]
    assert paper["cut"]
