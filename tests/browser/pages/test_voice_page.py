"""The page hears and speaks in a real browser, whose microphone is a file."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from drivers.interfaces import Sound
from tests.browser.pages.conftest import EXPECTED
from tests.browser.pages.looks import problems
from tests.browser.pages.test_axe import findings
from tests.browser.pages.test_looks import SHAPES, shapes
from tests.browser.pages.voices import (
    OUTSIDE_THE_HEADER,
    RATE_HZ,
    SILENT_AFTER_MS,
    WATCHED,
    launch,
    likeness,
    pages_of,
    speech_like,
    watch,
    write_wav,
)
from tests.unit.web.fake_voice import FakeVoice, ServedVoice
from tests.unit.web.fakes import Rooms

pytestmark = pytest.mark.browser

SPEECH = speech_like()
TONE = (16_000 * np.sin(2 * np.pi * 440 * np.arange(22_050) / 22_050)).astype("<i2").tobytes()
PARTIAL = "tôi muốn đăng ký khai sinh cho con và hỏi xem cần mang theo những giấy tờ gì"
NOT_ASKED_YET = (
    "navigator.permissions.query = async () => Object.assign(new EventTarget(), { state: 'prompt' })"
)
STREAMS = """() => {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    window.track = null;
    const stream = await open(wish);
    [window.track] = stream.getAudioTracks();
    return stream;
  };
}"""
HIDDEN = """(hidden) => {
  const value = hidden ? "hidden" : "visible";
  Object.defineProperty(document, "visibilityState", { value, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture(scope="module")
def server() -> Iterator[ServedVoice]:
    with ServedVoice() as served:
        yield served


@pytest.fixture(scope="module")
def hearing(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser as it is set up on a robot; its microphone hears `SPEECH` again and again."""
    file = tmp_path_factory.mktemp("voice") / "speech.wav"
    write_wav(file, SPEECH)
    heard = f"--use-file-for-fake-audio-capture={file}"
    browser = launch(chromium.browser_type, heard, "--autoplay-policy=no-user-gesture-required")
    yield browser
    browser.close()


@pytest.fixture
def visitor(hearing: Browser, robot: ServedVoice) -> Iterator[Callable[..., Page]]:
    """Opens the robot's page; the console must stay clean and every request must be ours."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def come(*permissions: str, script: str = "", browser: Browser = hearing, url: str = robot.url) -> Page:
        contexts.append(pages_of(browser, *permissions))
        page = contexts[-1].new_page()
        complaints.append(watch(page, url))
        for one in (f"({WATCHED})()", f"({STREAMS})()", script):
            page.add_init_script(one)
        page.goto(url)
        page.wait_for_selector("html[data-voice]")
        return page

    yield come
    for context in contexts:
        context.close()
    told = [told for page in complaints for told in page]
    assert [one for one in told if not any(known in one for known in EXPECTED)] == []


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    """The robot's own screen: its microphone is allowed."""
    page = visitor("microphone")
    page.wait_for_selector("html[data-speaks][data-microphone]")
    return page


def be(robot: ServedVoice, page: Page, state: str, **more: object) -> None:
    robot.do(lambda rooms: rooms.context.voice.be(state, **more))
    page.wait_for_selector(f"html[data-voice={state}]")


def until(robot: ServedVoice, holds: Callable[[FakeVoice], object], within_s: float = 5) -> None:
    give_up_at = time.monotonic() + within_s
    while not robot.do(lambda rooms: holds(rooms.context.voice)):
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


def play(robot: ServedVoice, seconds: int) -> list[bool]:
    """Begin to play a tone; its end will stand in the list."""
    ended: list[bool] = []

    async def begin(rooms: Rooms) -> None:
        loudspeaker = rooms.context.doors.mouth.loudspeaker
        playing = asyncio.get_running_loop().create_task(loudspeaker.play(Sound(22_050, TONE * seconds), 0.8))
        playing.add_done_callback(lambda task: ended.append(task.result()))

    robot.do(begin)
    return ended


def faults(rooms: Rooms) -> list[str]:
    """What staff are told."""
    return [trouble.fault.code for trouble in rooms.troubles.current()]


def is_heard(page: Page, *, loud: bool) -> None:
    give_up_at = time.monotonic() + 5
    while (page.evaluate("window.loudness?.() ?? 0") > 0.3) != loud:
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


def test_the_robot_hears_what_the_microphone_hears(page: Page, robot: ServedVoice) -> None:
    page.wait_for_timeout(200)
    assert robot.voice.heard == b"", "nothing is sent that nobody listens to"
    be(robot, page, "listening")
    began = time.monotonic()
    until(robot, lambda voice: len(voice.heard) > 2.5 * 2 * RATE_HZ)
    assert time.monotonic() - began > 2.3, "not faster than it is spoken"
    heard = np.frombuffer(robot.do(lambda rooms: bytes(rooms.context.voice.heard)), "<i2")
    assert likeness(heard, SPEECH) > 0.8 > 0.6 > likeness(heard, speech_like(9))
    assert robot.do(lambda rooms: rooms.context.doors.ear.echo_cancelled)
    be(robot, page, "responding")
    before = len(robot.voice.heard)
    until(robot, lambda voice: len(voice.heard) > before), "its echo is cancelled: one may speak over it"


def test_nothing_is_heard_of_a_page_that_nobody_sees(page: Page, robot: ServedVoice) -> None:
    be(robot, page, "listening")
    page.evaluate(HIDDEN, True)
    until(robot, lambda voice: not voice.state.can_hear)
    page.evaluate(HIDDEN, False)
    until(robot, lambda voice: voice.state.can_hear)


def test_a_sound_is_heard_to_its_end_or_until_it_is_stopped(page: Page, robot: ServedVoice) -> None:
    ended = play(robot, 1)
    is_heard(page, loud=True)
    assert ended == []
    until(robot, lambda _: ended == [True])
    assert page.evaluate("window.loudness()") == 0
    ended = play(robot, 5)
    is_heard(page, loud=True)
    robot.do(lambda rooms: rooms.context.doors.mouth.loudspeaker.stop())
    is_heard(page, loud=False)
    assert ended == [False]
    first, second = play(robot, 5), play(robot, 1)
    until(robot, lambda _: (first, second) == ([False], [True]))


@pytest.mark.parametrize("touch", ["pointerdown", "keydown"])
def test_a_touch_or_key_silences_the_robot_at_once(page: Page, robot: ServedVoice, touch: str) -> None:
    ended = play(robot, 5)
    is_heard(page, loud=True)
    assert page.evaluate(SILENT_AFTER_MS, touch) < 200  # 10 to 20 where nothing else is going on
    until(robot, lambda voice: ended == [False] and voice.asked == ["touched"])


def test_before_the_first_touch_the_browser_is_mute(
    visitor: Callable[..., Page], chromium: Browser, robot: ServedVoice
) -> None:
    page = visitor(browser=chromium)
    page.wait_for_timeout(200)
    expect(page.locator(".talkback")).to_be_hidden()
    assert robot.do(lambda rooms: rooms.context.doors.mouth) is None
    page.click("#start")
    until(robot, lambda voice: voice.state.can_speak)
    expect(page.locator("#repeat")).to_be_visible()
    expect(page.locator("#microphone")).to_be_hidden()


def test_a_denied_microphone_is_told_and_the_visit_goes_on(
    visitor: Callable[..., Page], robot: ServedVoice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kiosk.web.voice_socket")
    robot.do(lambda rooms: rooms.come_to("attract", "en", "larger", False))
    page = visitor()
    expect(page.locator(".denied")).to_be_visible()
    expect(page.locator("#microphone")).to_be_hidden()
    assert findings(page) == [] and problems(page) == []
    page.click("#start")
    page.click("#choice-land")
    page.wait_for_selector(".screen-priority")
    assert "no microphone: denied" in caplog.text
    assert robot.do(lambda rooms: faults(rooms)) == ["voice_fault_denied"]


def test_the_first_time_the_large_button_asks(visitor: Callable[..., Page], robot: ServedVoice) -> None:
    page = visitor("microphone", script=NOT_ASKED_YET)
    expect(page.locator("#microphone")).to_have_text("Nói với rô-bốt", use_inner_text=True)
    assert robot.do(lambda rooms: rooms.context.doors.ear) is None
    for width, height in SHAPES.values():
        page.set_viewport_size({"width": width, "height": height})
        page.click("#microphone", trial=True)
    page.click("#microphone")
    until(robot, lambda voice: voice.state.can_hear)
    page.wait_for_selector(".screen-services")
    expect(page.locator("#microphone")).to_have_text("Bấm để nói", use_inner_text=True)


def test_nobody_is_asked_for_a_microphone_that_nobody_would_understand(
    visitor: Callable[..., Page], robot: ServedVoice
) -> None:
    robot.do(lambda rooms: robot.serve(replace(rooms.context, unheard=("en",))))
    page = visitor("microphone", script=NOT_ASKED_YET)
    expect(page.locator("#microphone")).to_be_visible()
    page.click("#language")
    expect(page.locator("#microphone")).to_be_hidden()
    page.click("#language")
    expect(page.locator("#microphone")).to_be_visible()


def test_a_microphone_that_is_pulled_out_is_told_and_comes_back(page: Page, robot: ServedVoice) -> None:
    page.evaluate("track.dispatchEvent(new Event('ended'))")
    until(robot, lambda voice: not voice.state.can_hear)
    expect(page.locator(".ended")).to_be_visible()
    assert robot.do(lambda rooms: faults(rooms)) == ["voice_fault_ended"]
    page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
    until(robot, lambda voice: voice.state.can_hear)
    expect(page.locator(".ended")).to_be_hidden()
    assert robot.do(lambda rooms: faults(rooms)) == []


def test_the_page_goes_on_after_the_server_has_restarted(
    visitor: Callable[..., Page], robot: ServedVoice
) -> None:
    with ServedVoice() as first:
        page = visitor("microphone", url=first.url)
        until(first, lambda voice: voice.state.can_hear)
        be(first, page, "listening")
    expect(page.locator("html[data-voice=idle]")).to_be_attached()
    with ServedVoice(port=int(first.url.rpartition(":")[2])) as second:
        until(second, lambda voice: voice.state.can_hear and voice.state.can_speak, 10)
        be(second, page, "listening")
        until(second, lambda voice: len(voice.heard) > RATE_HZ)


def test_a_line_on_which_nothing_comes_is_given_up(visitor: Callable[..., Page], page: Page) -> None:
    tried = []
    page.route_web_socket("**/visit/voice*", lambda socket: tried.append(socket))
    page.clock.install()
    page.reload()
    for seconds in (11, 12):
        page.wait_for_timeout(100)
        before = len(tried)
        page.clock.run_for(seconds * 1000)
        assert len(tried) > before


def test_of_two_pages_the_touched_one_is_the_robots(
    visitor: Callable[..., Page], page: Page, robot: ServedVoice
) -> None:
    other = visitor("microphone")
    other.wait_for_selector("html[data-microphone]")
    page.wait_for_timeout(600)  # longer than the first pause before a new try
    be(robot, other, "listening")
    expect(page.locator("html")).to_have_attribute("data-voice", "idle")
    page.click("#start")
    expect(page.locator("html")).to_have_attribute("data-voice", "listening")
    expect(other.locator("html")).to_have_attribute("data-voice", "idle")


PLACES = """() => [...document.querySelectorAll('h1, .turn, .tools button, .tile, .said, .face')]
  .filter((e) => e.checkVisibility())
  .map((e) => JSON.stringify(e.getBoundingClientRect()))"""
SEEN_IN_THE_LINE = """() => [...document.querySelectorAll('.turn p')]
  .filter((e) => e.checkVisibility()).map((e) => e.innerText)"""
KEYS = {"Enter": "touch", "#": "repeat", "+": "louder", "-": "quieter", "2": "choose"}
SHOWN = {
    "idle": ("", "listening"),
    "listening": ("Đang nghe…", "listening"),
    "processing": ("Đang xử lý…", "thinking"),
    "responding": ("Đang nói…", "speaking"),
}


@pytest.mark.parametrize("screen", ["services", "answer"])
def test_every_state_is_seen_as_words_and_face_and_nothing_moves(
    show: Callable[..., Page], robot: ServedVoice, screen: str
) -> None:
    page = show(screen)
    page.wait_for_selector("html[data-speaks][data-microphone]")
    places = page.evaluate(PLACES)
    assert len(places) > 9
    for state, (words, face) in SHOWN.items():
        be(robot, page, state, partial=PARTIAL if state in ("listening", "processing") else "", level=0.7)
        assert page.evaluate(SEEN_IN_THE_LINE) == ([words] if words else [])
        expect(page.locator(".face")).to_have_class(f"face {face}")
        assert page.evaluate(PLACES) == places
    robot.do(lambda rooms: rooms.visit.post("contrast"))
    page.wait_for_selector("html[data-contrast=high]")
    expect(page.locator(".face")).to_have_class("face speaking")


def test_words_stand_there_as_they_come_and_are_not_read_out_by_a_screen_reader(
    show: Callable[..., Page], robot: ServedVoice
) -> None:
    page = show("services")
    page.wait_for_selector("html[data-microphone]")
    for said in ("tôi", "tôi muốn", "tôi muốn chứng thực"):
        be(robot, page, "listening", partial=said, level=0.2)
        expect(page.locator(".partial")).to_have_text(said, timeout=1000)
    be(robot, page, "listening", partial=PARTIAL)
    expect(page.locator(".partial")).to_have_text("… và hỏi xem cần mang theo những giấy tờ gì")
    assert page.locator(".partial").evaluate("(e) => e.scrollWidth <= e.clientWidth")
    assert page.locator(":is([aria-live], [role=status]) .partial").count() == 0
    bars = "getComputedStyle(document.querySelector('.level i')).transform"
    quiet = page.evaluate(bars)
    be(robot, page, "listening", level=1.0)
    assert page.evaluate(bars) != quiet


def test_the_microphones_button_says_what_it_does(show: Callable[..., Page], robot: ServedVoice) -> None:
    page = show("services")
    button = page.locator("#microphone")
    for state, partial, words, asked in (
        ("idle", "", "Bấm để nói", "listen"),
        ("responding", "", "Bấm để nói", "listen"),
        ("listening", "", "Dừng nghe", "listen"),
        ("listening", "tôi muốn", "Nói xong", "finish"),
    ):
        robot.do(lambda rooms: rooms.context.voice.asked.clear())
        be(robot, page, state, partial=partial)
        expect(button).to_have_text(words, use_inner_text=True)
        button.click()
        until(robot, lambda voice, wanted=asked: voice.asked == ["touched", wanted])


def test_keys_alone_are_enough_and_the_first_one_is_told(
    show: Callable[..., Page], robot: ServedVoice
) -> None:
    page = show("attract")
    page.wait_for_selector("html[data-speaks]")
    events: list[str] = []
    robot.do(lambda rooms: note_events(rooms, events))
    for key, wanted in KEYS.items():
        page.keyboard.press(key)
        until(robot, lambda _, last=wanted: events[-1:] == [last])
        page.wait_for_timeout(100)  # the answer ends this form, and the next one may go
    assert [event for event in events if event != "stay"] == ["keypad", *KEYS.values()]
    assert robot.do(lambda rooms: (rooms.visit.screen.keypad, rooms.visit.screen.name)) == (True, "priority")


def note_events(rooms: Rooms, events: list[str]) -> None:
    post = rooms.visit.post

    async def noted(event: str, **form: str) -> None:
        events.append(event)
        await post(event, **form)

    rooms.visit.post = noted


def test_the_buttons_change_how_the_robot_speaks(show: Callable[..., Page], robot: ServedVoice) -> None:
    page = show("answer")
    for button in ("slower", "louder", "read", "repeat", "sound"):
        before = robot.rooms.visit.screen.revision
        page.click(f"#{button}")
        until(robot, lambda _, was=before: robot.rooms.visit.screen.revision > was)
    screen = robot.rooms.visit.screen
    assert (screen.pace, screen.loudness, screen.sound) == (-1, 1, False)
    expect(page.get_by_role("button", name="Bật tiếng")).to_be_visible()


@pytest.mark.parametrize("contrast", [False, True], ids=["light", "high-contrast"])
def test_every_state_is_for_everybody(show: Callable[..., Page], robot: ServedVoice, contrast: bool) -> None:
    page = show("answer", "en" if contrast else "vi", contrast=contrast)
    page.wait_for_selector("html[data-speaks][data-microphone]")
    for state in SHOWN:
        be(robot, page, state, partial=PARTIAL)
        assert findings(page) == []


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        ("attract", "larger"),
        ("services", "larger"),
        ("card", "normal"),
        ("card", "large"),
        ("answer", "larger"),
    ],
)
def test_there_is_room_for_it(show: Callable[..., Page], robot: ServedVoice, screen: str, size: str) -> None:
    page, found = show(screen, "vi", size), []
    page.wait_for_selector("html[data-speaks][data-microphone]")
    be(robot, page, "idle" if screen == "attract" else "listening", partial=PARTIAL)
    for language in ("vi", "en"):
        robot.do(lambda rooms, to=language: rooms.visit.post("language", language=to))
        page.wait_for_selector(f'#stage[lang="{language}"]')
        found += shapes(page, language)
        for width, height in SHAPES.values():
            page.set_viewport_size({"width": width, "height": height})
            found += page.evaluate(OUTSIDE_THE_HEADER)
    assert found == []
