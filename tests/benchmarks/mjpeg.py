"""`python -m tests.benchmarks.mjpeg FOLDER PORT FPS`: each folder of JPEG files as a camera's stream."""

import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PART = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n"


def main(folder: Path, port: int, fps: float) -> None:
    """Serve for ever; the path of a request names the folder in `folder`."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            """Stream until the other side has enough; `/healthz` is answered at once."""
            self.send_response(200)
            if self.path == "/healthz":
                self.end_headers()
                return
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            try:
                self._stream()
            except OSError:
                return

        def _stream(self) -> None:
            began, number = time.monotonic(), 0
            frames = [path.read_bytes() for path in sorted((folder / self.path[1:]).glob("*.jpg"))]
            while True:
                frame = frames[number % len(frames)]
                self.wfile.write(PART % (len(frame), frame))
                number += 1
                time.sleep(max(0.0, began + number / fps - time.monotonic()))

    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
