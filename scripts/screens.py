"""Pictures of every screen (`make screens`): docs/pictures/contact-sheet.png and those the README shows."""

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from kiosk.desk.model import Place, TicketState  # noqa: E402
from tests.browser.pages.test_card import STATES, agree  # noqa: E402
from tests.browser.pages.test_robot import BUMPED, ON_ITS_WAY  # noqa: E402
from tests.unit.web.fake_staff import PIN  # noqa: E402
from tests.unit.web.fakes import TICKET_ID, Rooms, shipped, ticket, with_card_devices  # noqa: E402
from tests.unit.web.moving_rooms import AT_POST, with_base  # noqa: E402
from tests.unit.web.serve import ServedRooms  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
FONT = ROOT / "kiosk" / "fonts" / "BeVietnamPro-SemiBold.ttf"
SHAPES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
SIZES = ("normal", "large", "larger")
CITIZEN = (
    "attract",
    "services",
    "keyboard",
    "answer",
    "choose",
    "ask",
    "not understood",
    "library",
    "procedures",
    "card",
    "checklist",
    "the code",
    "the card",
    "the chip",
    "what was read",
    "not read",
    "priority",
    "ticket",
    "paper trouble",
    "still there",
    "trouble",
    "closed",
    "paused",
    "moving",
)
UNDER = {
    "paper trouble": "ticket",
    "still there": "services",
    "paused": "attract",
    "keyboard": "services",
    "not understood": "services",
}
TYPED = "giay khai sinh"
THUMB_HEIGHT = 106
GAP = 8
LABEL_WIDTH = 120
SETTLE_S = 0.2


def shoot(page: Page) -> Image.Image:
    page.evaluate("document.fonts.ready")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def save(picture: Image.Image, name: str, width: int, colours: int = 128) -> None:
    """A small PNG, `width` pixels wide."""
    small = picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)
    small.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        PICTURES / name, optimize=True
    )


def come_to(served: ServedRooms, name: str) -> None:
    """Bring a fresh robot to the citizen's screen `name`."""
    if name in STATES:
        come_to_card(served, name)
        return
    if name == "moving":
        served.fresh(with_base(shipped()))
        served.do(lambda rooms: rooms.context.travel.send_to("counter_5"))
        return
    served.fresh()
    served.do(lambda rooms: rooms.come_to(UNDER.get(name, name), "vi", "normal", False))
    if name == "paper trouble":
        served.do(lambda rooms: rooms.visit.paper_changed(TICKET_ID, "uncertain"))
    if name == "paused":
        served.do(lambda rooms: rooms.mode.pause())
    if name == "not understood":
        for _ in range(3):
            served.do(lambda rooms: rooms.visit.post("say", text="xin xăm"))
    if name == "still there":
        served.do(lambda rooms: rooms.visit._fire("warn"))


def come_to_card(served: ServedRooms, name: str) -> None:
    """Bring a fresh robot to where an identity card is read."""
    served.fresh(with_card_devices(shipped()))
    served.do(agree)
    time.sleep(SETTLE_S)
    served.do(STATES[name])
    time.sleep(SETTLE_S)


def variants(served: ServedRooms, page: Page, name: str, *, contrast: bool) -> Iterator[Image.Image]:
    """One citizen screen in both languages, three sizes and two shapes."""
    for language in ("vi", "en"):
        for size in SIZES:
            come_to(served, name)
            served.do(lambda rooms, at=(language, size): setting(rooms, *at, contrast=contrast))
            page.goto(served.url)
            for width, height in SHAPES.values():
                page.set_viewport_size({"width": width, "height": height})
                if name == "keyboard":
                    page.click("#text")
                    page.fill("#text", TYPED if language == "vi" else "birth")
                    page.wait_for_selector(".found .button")
                yield shoot(page)


def setting(rooms: Rooms, language: str, text_size: str, *, contrast: bool) -> None:
    """Change how the screen is shown without a touch, so that the countdown stays."""
    rooms.visit._show(replace(rooms.visit.screen, language=language, text_size=text_size, contrast=contrast))


def busy_hall(rooms: Rooms) -> None:
    """Several numbers are called at once."""
    rooms.desk.waiting = [
        ticket(f"{letter}{number:03}") for letter, number in zip("ABCDEFAB", range(12, 20), strict=True)
    ]


def call(served: ServedRooms, counters: str) -> None:
    for counter in counters:
        served.do(lambda rooms, at=counter: rooms.desk.call_next(at, request_id=f"call {at}", actor="Lan"))
        served.do(lambda rooms: setattr(rooms.clock, "at", rooms.clock.at + timedelta(seconds=20)))


def log_in(served: ServedRooms, page: Page) -> None:
    page.goto(f"{served.url}/counter")
    page.fill("#pin", PIN)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def staff_pictures(served: ServedRooms, page: Page) -> Iterator[Image.Image]:
    """The door, the choice of a counter, the work page at rest and in trouble, in English."""
    served.fresh()
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{served.url}/counter")
    yield shoot(page)
    log_in(served, page)
    yield shoot(page)
    served.do(lambda rooms: rooms.desk.call_next("2", request_id="1", actor="Lan"))
    page.goto(f"{served.url}/counter/at/2")
    picture = shoot(page)
    save(picture, "counter.png", 1100)
    yield picture
    served.do(lambda rooms: rooms.troubles.set("paper_out"))
    served.do(lambda rooms: rooms.journal.doubt(TICKET_ID))
    served.do(lambda rooms: rooms.visit.post("call_staff"))
    with page.expect_navigation():
        page.click("header button[lang=en]")
    yield shoot(page)


def robot_pictures(served: ServedRooms, page: Page) -> Iterator[Image.Image]:
    """The robot's page: at its post, on its way, stopped, in both languages."""
    served.fresh(with_base(shipped()))
    page.set_viewport_size({"width": 1366, "height": 768})
    log_in(served, page)
    for language in ("vi", "en"):
        for report in (AT_POST, ON_ITS_WAY, BUMPED):
            served.do(lambda rooms, at=report: rooms.base.say(at))
            page.goto(f"{served.url}/counter/robot")
            page.wait_for_selector("#robot[visibility=visible]")
            picture = shoot(page)
            if language == "vi" and report is ON_ITS_WAY:
                save(picture, "robot.png", 1100)
            yield picture
        if language == "vi":
            served.fresh(with_base(shipped()))
            log_in(served, page)
            page.goto(f"{served.url}/counter/robot")
            with page.expect_navigation():
                page.click("header button[lang=en]")


def bench_pictures(page: Page) -> None:
    """The bench's hall with people in it; the simulator is a program of its own."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "simulator", "--data", data, "--bench-port", "0"]
        command += ["--hall", str(ROOT / "config/hall/map.yaml"), "--scene", "office"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as bench:
            assert bench.stdout is not None
            page.set_viewport_size({"width": 1440, "height": 900})
            page.goto(bench.stdout.readline().split()[-1] + "hall?lang=en")
            time.sleep(3)
            save(shoot(page), "bench-hall.png", 1100)
            bench.terminate()


def board_pictures(served: ServedRooms, page: Page) -> Iterator[Image.Image]:
    """The board with nothing, one, three and six calls, in both shapes."""
    served.fresh()
    served.do(busy_hall)
    page.goto(f"{served.url}/board")
    for counters in ("", "1", "24", "356"):
        call(served, counters)
        page.reload()
        for width, height in SHAPES.values():
            page.set_viewport_size({"width": width, "height": height})
            yield shoot(page)
    save(shoot(page), "board.png", 1100)


def phone_pictures(served: ServedRooms, page: Page) -> Iterator[Image.Image]:
    """A ticket in every state, a leaflet, and what is not known."""
    served.fresh()
    page.set_viewport_size({"width": 390, "height": 844})
    for state in (*TicketState, None):
        called = state is TicketState.CALLED
        place = Place(
            ticket("A012", state=state, counter="2" if called else None, calls=1),
            4 if state is TicketState.WAITING else None,
            None,
        )
        served.do(lambda rooms, at=place: rooms.desk.places.update({TICKET_ID: at}))
        for language in ("vi", "en"):
            page.goto(f"{served.url}/t/{TICKET_ID if state else 'NOPE'}?language={language}")
            yield shoot(page)
            if called and language == "vi":
                save(shoot(page), "phone.png", 390)
    for procedure in ("1.001193", "NOPE"):
        for language in ("VI", "EN"):
            page.goto(f"{served.url}/P/{language}/{procedure}")
            yield shoot(page)


def sheet(rows: dict[str, list[Image.Image]]) -> Image.Image:
    """All pictures as thumbnails, one row a screen."""
    width = LABEL_WIDTH + max(sum(thumb.width + GAP for thumb in row) for row in rows.values())
    picture = Image.new("RGB", (width, len(rows) * (THUMB_HEIGHT + GAP) + GAP), "#5a5f70")
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, 15)
    for line, (name, row) in enumerate(rows.items()):
        x, y = LABEL_WIDTH, GAP + line * (THUMB_HEIGHT + GAP)
        draw.text((GAP, y + THUMB_HEIGHT // 2 - 18), name, "white", font)
        for thumb in row:
            picture.paste(thumb, (x, y))
            x += thumb.width + GAP
    return picture


def thumbs(pictures: Iterator[Image.Image]) -> list[Image.Image]:
    return [
        p.resize((p.width * THUMB_HEIGHT // p.height, THUMB_HEIGHT), Image.Resampling.LANCZOS)
        for p in pictures
    ]


def readme_pictures(served: ServedRooms, page: Page) -> None:
    for screen, name in (
        ("services", "citizen.png"),
        ("ticket", "ticket-ready.png"),
        ("what was read", "card.png"),
    ):
        come_to(served, screen)
        page.set_viewport_size({"width": 1080, "height": 1920})
        page.goto(served.url)
        save(shoot(page), name, 540)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    others: dict[str, Callable[[ServedRooms, Page], Iterator[Image.Image]]] = {
        "staff": staff_pictures,
        "robot": robot_pictures,
        "board": board_pictures,
        "phone": phone_pictures,
    }
    with ServedRooms() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(reduced_motion="reduce")
        rows = {
            f"{name}{theme}": thumbs(variants(served, page, name, contrast=bool(theme)))
            for name in CITIZEN
            for theme in ("", "\n(contrast)")
        }
        rows |= {name: thumbs(pictures(served, page)) for name, pictures in others.items()}
        readme_pictures(served, page)
        bench_pictures(page)
        browser.close()
    picture = sheet(rows)
    save(picture, "contact-sheet.png", picture.width, colours=64)


if __name__ == "__main__":
    main()
