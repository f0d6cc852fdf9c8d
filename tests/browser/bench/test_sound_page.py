"""What a technician does at the sound's page, done in a browser."""

import time
from collections.abc import Iterator

import numpy as np
import pytest
import serial
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.bench.strict_page import card, state, strict_page

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, bench) -> Iterator[Page]:
    with strict_page(chromium, bench, "/sound") as page:
        yield page


def say_aloud(data: str, seconds: float = 0.4) -> None:
    """As the robot does, all at once: the loudspeaker holds it back."""
    tone = (6000 * np.sin(np.arange(int(seconds * 22_050)) / 8)).astype("<i2").tobytes()
    with serial.Serial(data, timeout=5, write_timeout=10) as port:
        port.write(tone)
        time.sleep(seconds)


def test_everything_has_room_on_one_screen(page: Page, bench):
    for device, act in (("microphone", "mute"), ("microphone", "hum"), ("loudspeaker", "power_off")):
        bench.post(f"/devices/{device}/hands/{act}", {})
    for language in ("vi", "en"):
        page.goto(f"{bench.base}/sound?lang={language}")
        page.locator(".words .trouble").first.wait_for()
        assert page.evaluate("document.documentElement.scrollHeight") <= 768
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366
        assert page.locator(".cards").evaluate("part => part.scrollHeight <= part.clientHeight")


def test_buttons_and_keys_do_what_hands_do(page: Page, bench):
    card(page, "microphone").get_by_role("button", name="Tắt tiếng").click()
    expect(card(page, "microphone").locator(".words")).to_contain_text("Đã tắt tiếng")
    page.keyboard.press("Shift+P")
    expect(card(page, "loudspeaker").locator(".words")).to_contain_text("Cáp bị rút")
    page.keyboard.press("n")
    expect(card(page, "microphone").locator(".words")).to_contain_text("Mọi thứ đều tốt")
    assert (state(bench, "microphone")["cable"], state(bench, "loudspeaker")["cable"]) == ("in", "out")


def test_numbers_beside_a_button_go_with_it(page: Page, bench):
    page.get_by_label("Nhạc, dB").fill("-10")
    page.get_by_role("button", name="Nhạc").click()
    expect(card(page, "microphone").locator(".words")).to_contain_text("Phòng ồn")
    assert state(bench, "microphone")["room"] == {"music": -10}
    page.get_by_label("Vặn âm lượng, %").fill("30")
    page.get_by_role("button", name="Vặn âm lượng").click()
    expect(card(page, "loudspeaker").locator("[data-fact=volume]")).to_have_text("30 %")


def test_a_citizen_says_what_is_typed(page: Page):
    page.get_by_label("Nói gì").fill("xin chào")
    page.get_by_label("Giọng").select_option("vi-south")
    page.get_by_role("button", name="Nói s").click()
    expect(page.locator("#said")).to_contain_text("Đã nói")
    expect(page.locator("#scroll")).to_contain_text("citizen began (xin chào)")


def test_what_the_robot_says_is_listed_to_be_played_and_fetched(page: Page, bench):
    say_aloud(bench.wire_of("loudspeaker"))
    item = page.locator("#heard li")
    expect(item).to_contain_text("#1")
    audio = item.locator("audio")
    length_s = audio.evaluate(
        "audio => new Promise((done, fail) => { audio.onloadedmetadata = () => done(audio.duration);"
        " audio.onerror = () => fail(audio.error.message); audio.preload = 'metadata'; audio.load(); })"
    )
    assert length_s == pytest.approx(0.5, abs=0.2)
    assert item.get_by_role("link").get_attribute("href") == "/heard/1.wav"


def test_a_scenario_of_people_plays_and_tells_its_failure(page: Page):
    page.get_by_label("Tình huống").first.select_option("speech_noise")
    page.get_by_role("button", name="Chạy").click()
    expect(page.locator("#progress")).to_have_text("1/4")
    page.locator("#stop-scenario").click()
    expect(page.locator("#stop-scenario")).to_be_disabled()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [1366, 700])
def test_axe_finds_nothing_at_rest_and_in_trouble(page: Page, bench, language, width):
    page.set_viewport_size({"width": width, "height": 768})
    say_aloud(bench.wire_of("loudspeaker"))
    page.goto(f"{bench.base}/sound?lang={language}")
    page.locator("#heard li").wait_for()
    check(page)
    for device, act in (("microphone", "mute"), ("microphone", "garble"), ("loudspeaker", "power_off")):
        bench.post(f"/devices/{device}/hands/{act}", {})
    page.locator(".words .trouble").first.wait_for()
    page.wait_for_timeout(300)  # axe must not measure half-way through a colour change
    check(page)


def check(page: Page) -> None:
    results = Axe().run(page).response
    for kind in ("violations", "incomplete"):
        found = [(item["id"], [node["html"] for node in item["nodes"]]) for item in results[kind]]
        assert found == [], kind
