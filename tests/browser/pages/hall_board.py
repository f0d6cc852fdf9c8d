"""A board of a hall in Chromium that tells what it plays, without being asked: asking counts as a touch."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import ConsoleMessage, Page

ALLOWED = "--autoplay-policy=no-user-gesture-required"
TOUCH_FIRST = "--autoplay-policy=document-user-activation-required"  # what browsers do unless they are told
TELLS = """
  const tell = (event, source = '', seconds = 0) => console.debug('told', JSON.stringify({
    event, source, seconds, at: Date.now() / 1000, lit: document.querySelector('.heard b')?.textContent ?? '',
  }));
  const Player = window.Audio;
  window.Audio = function () {
    const player = new Player();
    for (const name of ['playing', 'pause', 'error']) {
      player.addEventListener(name, () => tell(name, player.src, player.duration));
    }
    return player;
  };
  addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('sound');
    const look = () => tell(button.hidden ? 'button gone' : 'button');
    if (!button.hidden) look();
    new MutationObserver(look).observe(button, { attributes: true });
    new MutationObserver(() => { if (document.querySelector('.heard b')) tell('lit'); })
      .observe(document.getElementById('live'), { attributes: true, subtree: true });
  });
"""


@dataclass(frozen=True)
class Told:
    """An event of the page's player, its button or its wall; `lit` is the number that is marked then."""

    event: str
    source: str
    seconds: float
    at: float
    lit: str


class HallBoard:
    """The page `/board`, opened."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.told: list[Told] = []
        page.on("console", self._console)
        page.add_init_script(TELLS)
        page.goto(f"{url}/board")
        self.until(lambda: self.told)

    def events(self, event: str, source: str = "") -> list[Told]:
        return [told for told in self.told if told.event == event and source in told.source]

    def heard(self) -> list[Told]:
        """The calls whose sound has begun; a player that ran dry for a moment begins again."""
        first = {told.source: told for told in reversed(self.events("playing", "blob:"))}
        return list(reversed(first.values()))

    def over(self) -> list[Told]:
        """The calls whose sound has ended."""
        return self.events("pause", "blob:")

    def until(self, seen: Callable[[], object], within_s: float = 15) -> None:
        deadline = time.monotonic() + within_s
        while not seen():
            assert time.monotonic() < deadline, self.told
            self.page.wait_for_timeout(10)

    def rest(self, seconds: float) -> None:
        self.page.wait_for_timeout(1000 * seconds)

    def _console(self, said: ConsoleMessage) -> None:
        if said.text.startswith("told "):
            self.told.append(Told(**json.loads(said.text.removeprefix("told "))))
