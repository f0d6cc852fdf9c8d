"""Patience below what people need is refused; an answer without a ticket shows none."""

import pytest

from state_machines.issuing import Outcome
from state_machines.visit_options import VisitOptions
from state_machines.visit_runner import VisitRunner


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"clear_after_s": 19.9}, "clear_after_s=19.9: people need at least 20 s"),
        ({"languages": ()}, "languages is empty"),
    ],
)
def test_options_nobody_could_live_with_are_refused(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        VisitOptions(**wrong)  # type: ignore[arg-type]


@pytest.mark.looptime
async def test_an_answer_without_a_ticket_shows_none(visit: VisitRunner, desk) -> None:
    await visit.post("touch")
    await visit.post("choose", choice="birth")
    desk.delay_s = 1
    visit._fire("choose", {"choice": "priority_none", "request_id": "r1"})
    visit._on_outcome(Outcome("issued"))
    assert (visit.screen.name, visit.screen.ticket) == ("ticket", None)
    await visit.close()
