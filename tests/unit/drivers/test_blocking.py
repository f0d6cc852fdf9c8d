"""A thread that is over the time it gave itself is known, by what it does."""

import threading
import time

import pytest

from drivers.blocking import at_most, overdue


def test_a_call_within_its_time_is_nobodys_business() -> None:
    with at_most(5, "writing to the thing"):
        assert overdue(time.monotonic() + 4.9) == []


def test_a_call_over_its_time_says_what_and_which_thread() -> None:
    with at_most(5, "writing to the thing"):
        (call,) = overdue(time.monotonic() + 5.1)
    assert (call.what, call.thread_id, call.limit_s) == ("writing to the thing", threading.get_ident(), 5)


def test_a_call_that_ended_or_failed_is_over() -> None:
    with at_most(5, "opening"):
        pass
    with pytest.raises(OSError, match="gone"), at_most(5, "opening"):
        raise OSError("gone")
    assert overdue(time.monotonic() + 100) == []


def test_the_calls_of_several_threads_are_told_apart() -> None:
    begun, end = threading.Barrier(3), threading.Event()

    def call(what: str, limit_s: float) -> None:
        with at_most(limit_s, what):
            begun.wait(5)
            end.wait(5)

    threads = [
        threading.Thread(target=call, args=(what, limit_s)) for what, limit_s in (("short", 1), ("long", 60))
    ]
    for thread in threads:
        thread.start()
    begun.wait(5)
    late = [call.what for call in overdue(time.monotonic() + 30)]
    end.set()
    for thread in threads:
        thread.join()
    assert late == ["short"]
