"""The page that stands in for the robot: it needs nothing, answers everything, and gives the screen back."""

import http.client
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.cli.out_of_service import configured_address
from kiosk.out_of_service import OutOfService

Answer = tuple[http.client.HTTPResponse, str]


@pytest.fixture
def ask() -> Iterator[Callable[..., Answer]]:
    server = OutOfService("127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()

    def ask(method: str, path: str, body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request(method, path, body)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    yield ask
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["/", "/counter", "/board", "/T/K7Q2M9X4RB6D", "/static/css/base.css"])
def test_every_page_says_it_in_both_languages(ask: Callable[..., Answer], path: str) -> None:
    answer, text = ask("GET", path)
    assert (answer.status, answer.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert "Tạm ngừng phục vụ" in text
    assert "Out of service" in text


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_whatever_is_asked_it_is_later(ask: Callable[..., Answer], method: str) -> None:
    answer, _ = ask(method, "/api/tickets", None if method == "GET" else '{"service": "land"}')
    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")


def test_programs_are_told_in_the_words_of_healthz(ask: Callable[..., Answer]) -> None:
    _, text = ask("GET", "/healthz")
    told = json.loads(text)
    assert told["status"] == "failed"
    assert [trouble["fault"] for trouble in told["troubles"]] == ["out_of_service"]


def test_the_head_of_a_page_has_no_body(ask: Callable[..., Answer]) -> None:
    answer, text = ask("HEAD", "/")
    assert (answer.status, text) == (503, "")


def test_only_its_own_style_and_script_may_run(ask: Callable[..., Answer]) -> None:
    answer, text = ask("GET", "/")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert policy.count("sha256-") == text.count("<style>") + text.count("<script>") == 2
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_silent_client_keeps_nobody_waiting() -> None:
    with OutOfService("127.0.0.1", 0) as server, socket.create_connection(server.server_address) as silent:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=3)
        connection.request("GET", "/")
        assert connection.getresponse().status == 503
        connection.close()
        server.shutdown()
        thread.join()
        assert silent.fileno() >= 0


def test_it_needs_nothing_but_the_standard_library() -> None:
    look = (
        "import sys, kiosk.cli.main, kiosk.cli.out_of_service\n"
        "own = {name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(*(name for name in own if not name.startswith('_')))"
    )
    # without site-packages' start-up files, which import things of their own
    done = subprocess.run(
        [sys.executable, "-S", "-c", look],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        check=True,
    )
    assert done.stdout.split() == ["kiosk"]


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("listen: 0.0.0.0\nport: 9000\n", ("0.0.0.0", 9000)),
        ("listen: '::'   # all\nport: '81' # web\noffice: [broken\n", ("::", 81)),
        ("office:\n  port: 7\n", ("127.0.0.1", 8080)),
        ("port: many\n", ("127.0.0.1", 8080)),
        ("\x00\xff", ("127.0.0.1", 8080)),
        (None, ("127.0.0.1", 8080)),
    ],
)
def test_the_address_is_found_in_any_configuration(
    tmp_path: Path, site: str | None, address: tuple[str, int]
) -> None:
    if site is not None:
        (tmp_path / "site.yaml").write_text(site, encoding="latin-1")
    assert configured_address(tmp_path) == address


def test_it_ends_by_itself(kiosk: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = kiosk("out-of-service", "--port", 0, "--for", 1)
    assert (code, err) == (0, "")
    assert out.startswith("out of service on http://127.0.0.1:")


def test_a_taken_port_is_one_line(kiosk: Callable[..., tuple[int, str, str]]) -> None:
    with OutOfService("127.0.0.1", 0) as other:
        code, _, err = kiosk("out-of-service", "--port", other.server_port)
    assert (code, err) == (
        1,
        f"kiosk: cannot listen on 127.0.0.1:{other.server_port}: Address already in use\n",
    )


@pytest.mark.parametrize("span", ["0", "-1", "soon"])
def test_a_time_that_is_none_is_wrong_use(kiosk: Callable[..., tuple[int, str, str]], span: str) -> None:
    code, _, err = kiosk("out-of-service", f"--for={span}")
    assert code == 2
    assert f"{span} is not a number of seconds" in err
