"""Weeks side by side in several processes; their results come in the order of the weeks."""

import os
import signal
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection

from kiosk.rehearsal.plan import Order
from kiosk.rehearsal.results import WeekResult

Rehearse = Callable[[Order], WeekResult]
Results = Generator[WeekResult, None, None]

END_S = 5.0


class WeekFailed(Exception):
    """The rehearsal itself came to no end in this week; the message says how."""

    def __init__(self, order: Order, how: str) -> None:
        super().__init__(order, how)
        self.order = order

    def __str__(self) -> str:
        return str(self.args[1])


def cores() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0))


def rehearsed(orders: Iterable[Order], rehearse: Rehearse, jobs: int) -> Results:
    """The results in the order of `orders`, `jobs` weeks at a time. Raises `WeekFailed`.

    `rehearse` must be importable by name: the processes are started anew. Close the generator to end them.
    """
    if jobs == 1:
        return (_result(_attempt(rehearse, order)) for order in orders)
    return _side_by_side(iter(orders), rehearse, jobs)


def _side_by_side(orders: Iterator[Order], rehearse: Rehearse, jobs: int) -> Results:
    workers = [_Worker(rehearse, order) for order in islice(orders, jobs)]
    try:
        waiting = [worker.order for worker in workers]
        ready: dict[Order, WeekResult | WeekFailed] = {}
        while waiting:
            for worker in _finished(workers):
                ready[worker.order] = answer = worker.answer()
                if isinstance(answer, WeekResult) and (order := next(orders, None)):
                    worker.give(order)
                    waiting.append(order)
            while waiting and waiting[0] in ready:
                yield _result(ready.pop(waiting.pop(0)))
    finally:
        for worker in workers:
            worker.end()


def _finished(workers: "list[_Worker]") -> "list[_Worker]":
    done = connection.wait([worker.pipe for worker in workers if worker.busy])
    return [worker for worker in workers if worker.pipe in done]


class _Worker:
    """One process; it ends by itself when this one is gone."""

    def __init__(self, rehearse: Rehearse, order: Order) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, rehearse), daemon=True)
        self._process.start()
        theirs.close()
        self.give(order)

    def give(self, order: Order) -> None:
        """The next week."""
        self.order = order
        self.busy = True
        self.pipe.send(order)

    def answer(self) -> WeekResult | WeekFailed:
        """Of the week it was given."""
        self.busy = False
        try:
            answer: WeekResult | WeekFailed = self.pipe.recv()
        except EOFError:
            self._process.join(END_S)
            code = self._process.exitcode
            return WeekFailed(self.order, f"its process ended with code {code}; was it killed?")
        return answer

    def end(self) -> None:
        """Whatever it is doing."""
        self.pipe.close()
        self._process.terminate()
        self._process.join(END_S)


def _work(pipe: Connection, rehearse: Rehearse) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that started us
    try:
        while True:
            pipe.send(_attempt(rehearse, pipe.recv()))
    except (EOFError, BrokenPipeError):
        return


def _attempt(rehearse: Rehearse, order: Order) -> WeekResult | WeekFailed:
    try:
        return rehearse(order)
    except Exception:  # noqa: BLE001 - whatever it was, it is told with its week
        return WeekFailed(order, traceback.format_exc())


def _result(answer: WeekResult | WeekFailed) -> WeekResult:
    if isinstance(answer, WeekFailed):
        raise answer
    return answer
