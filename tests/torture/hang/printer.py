"""The least a printer does on a pseudo-terminal: it answers every DLE EOT with "all is well"."""

import os
import re
import select
import threading
import tty

ASKED = re.compile(rb"\x10\x04[\x01-\x04]")
WELL = b"\x12"


class Answering:
    """Answers in a thread of its own until closed; `path` is the wire."""

    def __init__(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._answer, name=f"printer {self.path}")
        self._thread.start()

    def close(self) -> None:
        self._end.set()
        self._thread.join()
        os.close(self._master)
        os.close(self._slave)

    def _answer(self) -> None:
        while not self._end.is_set():
            if select.select([self._master], [], [], 0.2)[0]:
                asked = ASKED.findall(os.read(self._master, 4096))
                os.write(self._master, WELL * len(asked))
