"""What a technician does at the bench page, done in a browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_nobody_can_miss_that_it_is_a_simulation(page: Page):
    banner = page.get_by_role("complementary")
    expect(banner).to_contain_text("MÔ PHỎNG")
    assert banner.bounding_box()["width"] == 1366


def test_everything_has_room_on_one_screen(page: Page, bench):
    for act in ("open_cover", "jam_cutter", "overheat", "near_end", "garble", "pull_cable"):
        bench.hands(act)
    for language in ("vi", "en"):
        page.goto(f"{bench.base}/?lang={language}")
        page.locator(".words span").nth(5).wait_for()
        assert page.evaluate("document.documentElement.scrollHeight") <= 768
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366
        hands = page.locator(".hands")
        assert hands.evaluate("part => part.scrollHeight <= part.clientHeight")


def test_a_button_does_what_hands_do_and_the_picture_shows_it(page: Page, bench):
    page.get_by_role("button", name="Mở nắp").click()
    expect(page.locator("#machine")).to_have_attribute("data-cover", "open")
    expect(page.locator("#words")).to_contain_text("Nắp đang mở")
    assert bench.state()["cover"] == "open"
    page.get_by_role("button", name="Đóng nắp").click()
    expect(page.locator("#words")).to_contain_text("Mọi thứ đều tốt")


def test_parts_of_the_picture_can_be_touched(page: Page, bench):
    page.locator("#machine .plug rect").click()
    expect(page.locator("#words")).to_contain_text("Cáp bị rút")
    page.locator("#machine .plug rect").click()
    expect(page.locator("#words")).to_contain_text("Mọi thứ đều tốt")


def test_a_key_is_as_good_as_a_button_unless_switched_off(page: Page, bench):
    page.keyboard.press("j")
    expect(page.locator("#words")).to_contain_text("Dao cắt bị kẹt")
    page.get_by_label("Phím tắt").uncheck()
    page.locator("h1").click()
    page.keyboard.press("k")
    page.get_by_label("Phím tắt").check()
    page.locator("h1").click()
    page.keyboard.press("o")
    expect(page.locator("#words")).to_contain_text("Nắp đang mở")
    assert bench.state()["cutter"] == "jammed"


def test_a_ticket_and_its_bytes_appear_as_they_come(page: Page, bench):
    bench.print_ticket()
    picture = page.get_by_role("img", name="Phiếu 1")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 576
    trace = page.locator("#scroll")
    expect(trace).to_contain_text("GS v 0 · image 576 × 64")
    expect(trace).to_contain_text("37 22 41 42 43 44 00")
    page.get_by_role("button", name="Máy in", exact=False).filter(has_text="‹").click()
    expect(trace.get_by_text("GS v 0").first).to_be_hidden()
    expect(trace.get_by_text("job ABCD printed")).to_be_visible()


def test_the_lines_of_one_wire_can_be_seen_alone(page: Page, bench):
    bench.print_ticket()
    line = page.locator("#lines tr", has_text="GS v 0")
    expect(line).to_contain_text("chung")
    page.get_by_label("Đường dây", exact=True).select_option("robot")
    expect(line).to_be_hidden()
    page.get_by_label("Đường dây", exact=True).select_option("public")
    expect(line).to_be_visible()


def test_a_fault_takes_its_severity_and_its_time(page: Page, bench):
    page.get_by_label("Mức độ").fill("0.5")
    page.get_by_label("Kéo dài").select_option("60")
    page.get_by_role("button", name="Nhiễu dữ liệu").click()
    expect(page.locator("#words")).to_contain_text("Đường dây có lỗi")
    assert bench.state()["faults"] == {"garble": {"severity": 0.5, "seconds": 60}}


def test_time_can_be_paused_and_hurried(page: Page):
    page.get_by_role("button", name="×10").click()
    expect(page.get_by_role("button", name="×10")).to_have_attribute("aria-pressed", "true")
    page.locator("h1").click()
    page.keyboard.press(" ")
    expect(page.locator("[data-speed='0']")).to_have_attribute("aria-pressed", "true")


def test_a_scenario_plays(page: Page):
    page.get_by_label("Tình huống").first.select_option("paper_out_mid_ticket")
    page.get_by_role("button", name="Chạy").click()
    expect(page.locator("#progress")).to_have_text("1/5")
    expect(page.locator("#words")).to_contain_text("Giấy sắp hết")
    page.locator("#stop-scenario").click()
    expect(page.locator("#stop-scenario")).to_be_disabled()


def test_what_was_recorded_can_be_replayed(page: Page, bench):
    page.get_by_role("button", name="Ghi").click()
    expect(page.locator("#record")).to_have_attribute("aria-pressed", "true")
    bench.print_ticket()
    page.get_by_role("button", name="Ghi").click()
    expect(page.locator("#replay")).to_be_enabled()
    page.get_by_role("button", name="Phát lại").click()
    expect(page.get_by_role("img", name="Phiếu 2")).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [1366, 700])
def test_axe_finds_nothing_at_rest_and_in_trouble(page: Page, bench, language, width):
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(f"{bench.base}/?lang={language}")
    page.locator("#words span").wait_for()
    check(page)
    bench.print_ticket()
    page.locator(".shelf img").first.wait_for()
    check(page)
    for act in ("open_cover", "near_end", "silent"):
        bench.hands(act)
    page.locator(".words .trouble").first.wait_for()
    page.wait_for_timeout(300)  # axe must not measure half-way through a colour change
    check(page)


def check(page: Page) -> None:
    results = Axe().run(page).response
    for kind in ("violations", "incomplete"):
        found = [(item["id"], [node["html"] for node in item["nodes"]]) for item in results[kind]]
        assert found == [], kind
