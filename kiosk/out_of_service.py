"""The page in place of the robot's pages. Standard library only: it must work when nothing else does."""

import base64
import hashlib
import json
import socket
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RETRY_AFTER_S = 10
SLOWEST_CLIENT_S = 5.0
STYLE = """
html { height: 100%; background: #14213d; color: #ffffff;
  font-family: "Be Vietnam Pro", "Noto Sans", "DejaVu Sans", system-ui, sans-serif; }
body { margin: 0; min-height: 100%; display: flex; flex-direction: column; justify-content: center;
  padding: 6vmin; box-sizing: border-box; line-height: 1.5; }
h1 { margin: 0; font-size: max(40px, 10vmin); line-height: 1.4; }
p { margin: 0 0 6vmin; font-size: max(28px, 5.5vmin); }
"""
# comes back by itself; asks first, so that the browser's own error page never takes this one's place
SCRIPT = f"""
setInterval(async () => {{
  try {{
    const answer = await fetch(location.href, {{ cache: "no-store" }});
    if (answer.status !== 503) location.reload();
  }} catch (_) {{ /* nobody answers yet */ }}
}}, {RETRY_AFTER_S * 500});
"""
PAGE = f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tạm ngừng phục vụ · Out of service</title>
<style>{STYLE}</style>
<noscript><meta http-equiv="refresh" content="{RETRY_AFTER_S}"></noscript>
</head>
<body>
<main>
<h1>Tạm ngừng phục vụ</h1>
<p>Xin mời Ông/Bà đến quầy. Nhân viên sẽ giúp Ông/Bà.</p>
<div lang="en">
<h1>Out of service</h1>
<p>Please go to the counter. The staff will help you.</p>
</div>
</main>
<script>{SCRIPT}</script>
</body>
</html>
"""
HEALTH = {
    "status": "failed",
    "troubles": [{"device": "robot", "fault": "out_of_service", "action": "maintenance"}],
}
FOR_PROGRAMS = ("/api/", "/healthz", "/metrics")


def _source(text: str) -> str:
    """The name of an inline text in a Content-Security-Policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


HEADERS = {
    "Retry-After": str(RETRY_AFTER_S),
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; style-src {_source(STYLE)}; "
    f"script-src {_source(SCRIPT)}; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Connection": "close",
}


class Answer(BaseHTTPRequestHandler):
    """503 for whatever is asked: the page for people, the health in JSON for programs."""

    timeout = SLOWEST_CLIENT_S
    server_version, sys_version = "kiosk", ""

    def do_GET(self) -> None:
        """Answer."""
        programs = self.path.startswith(FOR_PROGRAMS)
        body = (json.dumps(HEALTH) if programs else PAGE).encode()
        self.send_response(HTTPStatus.SERVICE_UNAVAILABLE)
        self.send_header("Content-Type", "application/json" if programs else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a screen that asks every few seconds for days must not fill the log."""


class OutOfService(ThreadingHTTPServer):
    """Listens on `host:port` (port 0: any free one). Raises `OSError`."""

    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), Answer)

    def server_bind(self) -> None:
        """Without looking up our own name, which can take long on a network that is down."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_port = int(self.socket.getsockname()[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is nothing to tell."""
