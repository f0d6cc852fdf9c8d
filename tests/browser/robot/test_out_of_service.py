"""The screen shows that the robot is out of service, and comes back by itself when it is not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, ConsoleMessage, expect

from kiosk.out_of_service import OutOfService
from tests.support.robot import free_port

pytestmark = pytest.mark.browser


class Robot(BaseHTTPRequestHandler):
    """Serves again."""

    def do_GET(self) -> None:
        body = b"<!doctype html><title>robot</title><h1>Serving again</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def _serving(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def _refused(message: ConsoleMessage) -> None:
    if "Content Security Policy" in message.text:
        pytest.fail(message.text)


@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1366, 768), (390, 844)])
def test_it_can_be_read_on_every_screen(chromium: Browser, width: int, height: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.on("console", _refused)
    server = OutOfService("127.0.0.1", 0)
    with _serving(server):
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        for text in ("Tạm ngừng phục vụ", "Out of service"):
            expect(page.get_by_role("heading", name=text)).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('p')).fontSize)") >= 28
    page.close()


def test_the_screen_comes_back_by_itself(chromium: Browser) -> None:
    port = free_port()
    page = chromium.new_page()
    page.on("console", _refused)
    with _serving(OutOfService("127.0.0.1", port)):
        page.goto(f"http://127.0.0.1:{port}/")
    with _serving(ThreadingHTTPServer(("127.0.0.1", port), Robot)):
        expect(page.get_by_role("heading", name="Serving again")).to_be_visible(timeout=15_000)
    page.close()
