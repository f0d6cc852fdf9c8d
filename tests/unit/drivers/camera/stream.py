"""A camera on the network: a small MJPEG server on the loopback, that can be stopped, frozen and cut."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import numpy as np

SIZE = (320, 240)
PERIOD_S = 0.02
PART = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n"


def picture(grey: int, seed: int = 0) -> np.ndarray:
    """A grey picture with a sensor's noise."""
    noise = np.random.default_rng(seed).normal(grey, 4, (SIZE[1], SIZE[0]))
    return np.clip(noise, 0, 255).astype(np.uint8)


def jpeg(grey: int, seed: int = 0) -> bytes:
    return cv2.imencode(".jpg", picture(grey, seed))[1].tobytes()


class Stream:
    """What the server sends next, and to how many."""

    def __init__(self) -> None:
        self.frames = [jpeg(120, seed) for seed in range(8)]
        self.stands_still = False
        self.is_cut = False
        self.watched = 0
        self.asked = 0

    @property
    def url(self) -> str:
        return f"http://someone:secret@127.0.0.1:{self.port}/stream"

    def serve(self, write) -> None:
        for number in range(1_000_000):
            while self.stands_still and not self.is_cut:
                time.sleep(PERIOD_S)
            if self.is_cut:
                return
            frame = self.frames[number % len(self.frames)]
            write(PART % (len(frame), frame))
            time.sleep(PERIOD_S)


@contextmanager
def streaming() -> Iterator[Stream]:
    """A stream that runs meanwhile."""
    stream = Stream()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            stream.asked += 1
            stream.watched += 1
            try:
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                stream.serve(self.wfile.write)
            except OSError:
                pass
            finally:
                stream.watched -= 1

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    stream.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stream
    finally:
        stream.is_cut = True
        server.shutdown()
        thread.join()
        server.server_close()
