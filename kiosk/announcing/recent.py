"""The announcements of the last half minute: what a board that was away for a moment has missed."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.announcing.calls import STALE_S, Call

KEPT = 64  # at most; a hall that calls more in half a minute cannot listen to them


@dataclass(frozen=True, slots=True)
class Announcement:
    """A call as it is to be heard; `order` rises, from one life of the program to the next too."""

    order: int
    id: str
    call: Call
    wav: bytes
    called_s: float


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The call of announcement `id` was taken back."""

    order: int
    id: str
    called_s: float


News = Announcement | Withdrawal


class Recent:
    """News in their order, each until it is stale; times are of `clock_s`, which never goes back."""

    def __init__(self, clock_s: Callable[[], float], first: int) -> None:
        self._clock_s = clock_s
        self._news: list[News] = []
        self.latest = first

    def add(self, call: Call, wav: bytes, called_s: float) -> None:
        """A call of the instant `called_s` can be heard."""
        self._append(Announcement(self.latest + 1, secrets.token_urlsafe(12), call, wav, called_s))

    def withdraw(self, number: str) -> None:
        """The calls of `number` are not to be heard any more."""
        for news in list(self._news):
            if isinstance(news, Announcement) and news.call.number == number:
                self._news.remove(news)
                self._append(Withdrawal(self.latest + 1, news.id, self._clock_s()))

    def after(self, order: int) -> list[News]:
        """What has been told since `order` and is not stale."""
        self._forget()
        return [news for news in self._news if news.order > order]

    def wav(self, announcement_id: str) -> bytes | None:
        """The sound of an announcement that is not stale."""
        self._forget()
        return next(
            (n.wav for n in self._news if isinstance(n, Announcement) and n.id == announcement_id), None
        )

    def _append(self, news: News) -> None:
        self._news = [*self._news, news][-KEPT:]
        self.latest = news.order

    def _forget(self) -> None:
        oldest = self._clock_s() - STALE_S
        self._news = [news for news in self._news if news.called_s > oldest]
