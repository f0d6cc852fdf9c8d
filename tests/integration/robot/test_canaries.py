"""A busy day with marked people: nothing of them is in the log, the database, its copy or the bundle."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.exposition import read_page
from tests.support.robot import ROOT, Simulated, eventually, site, start, stop

IDENTITY, PHONE, NAME, MAIL = "079203009876", "0912555777", "Hoàng Thị Chim Hoàng Yến", "chim@canary.example"
WRONG_PIN, WRONG_TOKEN, ADDRESS = "813057", "canary-token-" + "x" * 30, "198.51.100.77"
PERSONAL = (IDENTITY, PHONE, NAME, MAIL, WRONG_PIN, WRONG_TOKEN, ADDRESS)
STAFF = "Canary Staff"
OF_SIMULATE = {"staff-pin", "staff-token"}  # made for trying out, by `kiosk simulate` only


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Simulated, list[str]]]:
    """The robot at the end of its day, and the ids of the tickets it gave."""
    folder = tmp_path_factory.mktemp("canary")
    config = site(folder / "site", "serial:/dev/ttyUSB0", 460_800)
    text = (config / "site.yaml").read_text()
    port_line = next(line for line in text.splitlines() if line.startswith("port:"))
    robot = start(folder / "data", folder / "log", "--config", str(config))
    (config / "site.yaml").write_text(text.replace(port_line, f"port: {robot.port}"))
    tickets = busy_day(robot)
    yield robot, tickets
    if robot.child.poll() is None:
        stop(robot)


def command(robot: Simulated, *words: object) -> str:
    """A command that may end with a problem found; its words."""
    options = ("--data", str(robot.data))
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, words), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def busy_day(robot: Simulated) -> list[str]:
    command(robot, "staff", "add", STAFF)
    tickets = [robot.issue(service)["ticket_id"] for service in ("land", "other", "social") * 3]
    people_type_anything(robot.http)
    robot.hands("open_cover")
    eventually(lambda: "cover_open" in robot.faults())
    robot.hands("close_cover")
    eventually(lambda: all(robot.is_printed(ticket_id) for ticket_id in tickets), 60)
    for step in ("next", "recall", "no-show", "next", "finish"):
        robot.step("4", step)
    for ticket_id in tickets:
        robot.http.get(f"/T/{ticket_id}")
    return tickets


def people_type_anything(http: httpx.Client) -> None:
    """Everything that somebody could write somewhere is a canary."""
    for canary in PERSONAL:
        quoted = httpx.QueryParams({"q": canary})
        http.post("/api/tickets", json={"service": canary, "request_id": canary, canary: canary})
        http.post("/api/tickets", content=canary.encode(), headers={"content-type": "application/json"})
        http.get(f"/T/{canary}", params=quoted)
        http.get(f"/{canary}", params=quoted)
        http.get(f"/api/counters/{canary}", headers={"authorization": f"Bearer {WRONG_TOKEN}"})
        http.post("/visit/choose", data={"choice": canary, "request_id": canary})
        http.post("/visit/touch")
        for event, field in (("say", "text"), ("search", "text"), ("ask", "procedure")):
            http.post(f"/visit/{event}", data={field: canary, "request_id": canary})
        http.get("/", headers={"user-agent": canary.encode(), "x-forwarded-for": ADDRESS})
    for _ in range(6):
        http.post("/counter/login", data={"name": STAFF, "pin": WRONG_PIN})
    http.post("/counter/login", data={"name": NAME, "pin": WRONG_PIN})


def hits(canaries: tuple[str, ...], content: bytes) -> list[str]:
    return [canary for canary in canaries if canary.encode() in content]


def test_nothing_of_them_is_in_any_file_of_the_robot(day: tuple[Simulated, list[str]]) -> None:
    robot, _ = day
    command(robot, "backup")
    files = [file for file in robot.data.rglob("*") if file.is_file() and file.name not in OF_SIMULATE]
    assert {"kiosk.db", "kiosk.db-wal"} <= {file.name for file in files}
    assert any(file.name.startswith("asked-") for file in files)
    assert {file.name: found for file in files if (found := hits(PERSONAL, file.read_bytes()))} == {}


def test_nothing_of_them_and_no_ticket_is_in_the_log(day: tuple[Simulated, list[str]]) -> None:
    robot, tickets = day
    assert robot.log_lines("trouble raised device=printer fault=cover_open")
    assert hits((*PERSONAL, *tickets, STAFF), robot.log.read_bytes()) == []


def test_nothing_of_them_and_no_ticket_is_in_the_bundle(
    day: tuple[Simulated, list[str]], tmp_path: Path
) -> None:
    robot, tickets = day
    marked = tmp_path / "log"
    lines = [f"{canary} {ticket}" for canary, ticket in zip((IDENTITY, PHONE, MAIL), tickets, strict=False)]
    marked.write_bytes(robot.log.read_bytes() + "\n".join([*lines, f"{STAFF} PIN {WRONG_PIN}", ""]).encode())
    config = robot.data.parent / "site"
    command(robot, "diagnostics", "--config", config, "--log", marked, "--to", tmp_path / "b.zip")
    secrets = tuple((robot.data / name).read_text().strip() for name in sorted(OF_SIMULATE))
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    canaries = (*PERSONAL, *tickets, STAFF, *secrets)
    assert {name: found for name, text in parts.items() if (found := hits(canaries, text))} == {}
    assert json.loads(parts["robot/healthz.json"])["status"] in ("ok", "degraded")
    assert sum(n for *_, n in json.loads(parts["database.json"])["tickets_by_day"]) == len(tickets)
    figures = read_page(parts["robot/metrics.txt"].decode())
    issued = figures["kiosk_tickets_issued_total"].samples
    assert sum(issued.values()) == len(tickets)
    assert (
        figures["kiosk_counter_steps_total"].samples["kiosk_counter_steps_total", (("step", "called"),)] == 2
    )


def test_the_doctor_asks_the_running_robot_and_leaves_its_printer_alone(
    day: tuple[Simulated, list[str]],
) -> None:
    robot, _ = day
    papers = len(robot.papers())
    found: dict[str, Any] = json.loads(
        command(robot, "doctor", "--json", "--config", robot.data.parent / "site")
    )
    assert found["printer"] == {
        "level": "ok",
        "message": "robot-1.0 is running and prints on it",
        "advice": "",
    }
    assert found["port"]["message"].endswith("is a robot's that is running; it says: ok")
    assert found["database"]["level"] == "ok"
    assert len(robot.papers()) == papers
    assert robot.http.get("/healthz").json()["status"] == "ok"


def test_the_doctor_asks_the_printer_itself_when_no_robot_holds_it(day: tuple[Simulated, list[str]]) -> None:
    robot, _ = day
    wire = robot.data / "wires" / "printer"  # the simulator's second connector: everybody else's
    config = robot.data.parent / "site"
    (config / "devices.yaml").write_text(f"printer: {{address: 'serial:{wire}', baud: 460800}}\n")
    other = ("doctor", "--json", "--config", config, "--data", robot.data.parent / "other")
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, other)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout)["printer"]
    assert found["level"] == "ok", found
    assert "EPSON" in found["message"].upper()
    assert "proof of a paper: job_id" in found["message"]
