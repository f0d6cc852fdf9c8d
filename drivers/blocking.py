"""Calls that block a thread: each says what it does and how long it may take at most.

Responsible for: knowing which thread is over its own time.
Not responsible for: what happens then (kiosk/watchdog).
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """What a thread does, since when and for how many seconds at most (`time.monotonic`)."""

    what: str
    thread_id: int
    since: float
    limit_s: float


_calls: dict[int, Call] = {}  # by thread: each makes one at a time


@contextmanager
def at_most(limit_s: float, what: str) -> Iterator[None]:
    """The body blocks this thread for `limit_s` at most, or the thread hangs. Not to be nested."""
    thread_id = threading.get_ident()
    _calls[thread_id] = Call(what, thread_id, time.monotonic(), limit_s)
    try:
        yield
    finally:
        del _calls[thread_id]


def overdue(now: float) -> Sequence[Call]:
    """The calls that are over their time at `now`."""
    return [call for call in tuple(_calls.values()) if now - call.since > call.limit_s]
