"""A vending controller in a thread of its own, on a pseudo-terminal: how long polls wait, by its clock."""

import os
import select
import threading
import time
import tty

PERIOD_S, PATIENCE_S = 0.2, 0.5
POLL = bytes.fromhex("FA FB 41 00 40")


class PollingThread:
    """Polls from `start` to `stop`; `waits_s` holds what each answer took, `unanswered` counts the others."""

    def __init__(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self.waits_s: list[float] = []
        self.unanswered = 0
        self.watching = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._poll)

    def __enter__(self) -> "PollingThread":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()
        os.close(self._master)
        os.close(self._slave)

    def _poll(self) -> None:
        while not self._stopped.is_set():
            asked = time.monotonic()
            os.write(self._master, POLL)
            answered = bool(select.select([self._master], [], [], PATIENCE_S)[0])
            took = time.monotonic() - asked
            if answered and os.read(self._master, 300)[2] != 0x42:
                os.write(self._master, bytes.fromhex("FA FB 42 00 43"))
            if self.watching:
                self.waits_s += [took] if answered else []
                self.unanswered += not answered
            self._stopped.wait(max(PERIOD_S - took, 0.001))
