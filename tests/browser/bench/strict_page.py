"""A page of the bench in a browser, and what it shows of a device."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page


@contextmanager
def strict_page(chromium: Browser, bench, path: str) -> Iterator[Page]:
    """The page at 1366 × 768; it tolerates no error and no request to anywhere else."""
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda sent: None if sent.url.startswith(bench.base) else problems.append(sent.url))
    page.goto(f"{bench.base}{path}")
    page.get_by_text("Mọi thứ đều tốt").first.wait_for()
    yield page
    page.close()
    assert problems == []


def state(bench, device: str) -> dict[str, object]:
    with urllib.request.urlopen(f"{bench.base}/devices/{device}", timeout=10) as answer:
        return json.load(answer)["state"]


def card(page: Page, device: str):
    return page.locator(f"section[data-device={device}]")
