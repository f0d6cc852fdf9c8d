"""The contract other programs rely on, over HTTP and on the wire."""

import json
import os
import stat
import time
from uuid import uuid4

import pytest

from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from tests.support.robot import Simulated, eventually


def test_a_wish_gets_a_number_and_the_same_request_the_same_number(simulated: Simulated) -> None:
    wish = {"service": "land", "request_id": str(uuid4())}
    first = simulated.http.post("/api/tickets", json=wish)
    again = simulated.http.post("/api/tickets", json=wish)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["ticket_id"] == again.json()["ticket_id"]
    assert set(first.json()) == {"ticket_id", "number", "people_ahead", "wait_minutes", "print"}
    assert first.json()["wait_minutes"] is None, "nothing to learn from yet"


def test_the_ticket_comes_out_of_the_printer_and_the_journal_has_its_proof(simulated: Simulated) -> None:
    before = len(simulated.papers())
    issued = simulated.issue()
    eventually(lambda: len(simulated.papers()) > before)
    eventually(lambda: simulated.ticket(issued["ticket_id"])["print"] in ("done", "presented"))
    paper = simulated.papers()[-1]
    picture = simulated.bench.get(f"/tickets/{paper['n']}.png")
    assert picture.content.startswith(b"\x89PNG")


def test_people_ahead_follows_every_step(simulated: Simulated) -> None:
    tickets = [simulated.issue("social") for _ in range(4)]
    assert [t["people_ahead"] for t in tickets] == [0, 1, 2, 3]
    assert simulated.step("5", "next")["ticket_id"] == tickets[0]["ticket_id"]
    assert [simulated.ticket(t["ticket_id"])["people_ahead"] for t in tickets] == [None, 0, 1, 2]
    priority = simulated.issue("social", priority=_a_reason(simulated))
    assert priority["people_ahead"] == 0
    assert simulated.ticket(tickets[1]["ticket_id"])["people_ahead"] == 1
    simulated.step("5", "no-show")
    assert simulated.step("5", "next")["ticket_id"] == priority["ticket_id"]
    simulated.step("5", "recall")
    simulated.step("5", "transfer", service="other")
    assert simulated.ticket(priority["ticket_id"])["service"] == "other"
    simulated.step("5", "undo")
    assert simulated.ticket(priority["ticket_id"])["state"] == "called"
    assert simulated.step("5", "finish")["state"] == "finished"


def _a_reason(simulated: Simulated) -> str:
    return load_config(SHIPPED).desk.priority_reasons[0].id


def test_steps_want_a_login_or_a_token(simulated: Simulated) -> None:
    assert simulated.http.post("/api/counters/1/next").status_code == 401
    wrong = {"Authorization": "Bearer nonsense"}
    assert simulated.http.post("/api/counters/1/next", headers=wrong).status_code == 401


def test_the_token_file_is_for_its_owner_only(simulated: Simulated) -> None:
    assert stat.S_IMODE((simulated.data / "staff-token").stat().st_mode) == 0o600


def test_nobody_waiting_is_an_answer(simulated: Simulated) -> None:
    assert simulated.step("6", "next")["ticket_id"] is None


def test_the_same_step_twice_calls_once(simulated: Simulated) -> None:
    for _ in range(2):
        simulated.issue("business")
    once = str(uuid4())
    first = simulated.step("6", "next", request_id=once)
    assert simulated.step("6", "next", request_id=once) == first


def test_the_board_hears_of_a_call(simulated: Simulated) -> None:
    issued = simulated.issue("certification")
    with simulated.http.stream("GET", "/api/board/events") as stream:
        lines = stream.iter_lines()
        next(line for line in lines if line.startswith("data:"))
        simulated.step("3", "next")
        for line in lines:
            if line.startswith("data:") and json.loads(line[5:])["event"] == "called":
                break
        message = json.loads(line[5:])
    assert (message["number"], message["counter"]) == (issued["number"], "3")
    assert issued["number"] in [call["number"] for call in message["serving"]]


def test_openapi_names_every_promised_path(simulated: Simulated) -> None:
    paths = simulated.http.get("/api/openapi.json").json()["paths"]
    steps = {f"/api/counters/{{counter}}/{step}" for step in ("next", "recall", "finish", "no-show")}
    assert steps | {"/healthz", "/api/services", "/api/tickets", "/api/tickets/{ticket_id}"} <= set(paths)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"service": "land"}, 422),
        ({"service": "nothing", "request_id": str(uuid4())}, 404),
        ({"service": "land", "request_id": "not-a-uuid"}, 422),
        ({"service": "land", "request_id": str(uuid4()), "more": 1}, 422),
        ({"service": "land", "request_id": str(uuid4()), "priority": "none such"}, 404),
    ],
)
def test_a_bad_wish_is_refused_with_a_plain_reason(simulated: Simulated, body: object, status: int) -> None:
    answer = simulated.http.post("/api/tickets", json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "detail"}


def test_the_wire_answers_any_program_that_speaks_its_protocol(simulated: Simulated) -> None:
    wire = os.open(simulated.data / "wires" / "printer", os.O_RDWR | os.O_NOCTTY)
    try:
        for question in (1, 2, 3, 4):
            os.write(wire, bytes([0x10, 0x04, question]))
            time.sleep(0.2)
            assert os.read(wire, 64) == b"\x12"
    finally:
        os.close(wire)
