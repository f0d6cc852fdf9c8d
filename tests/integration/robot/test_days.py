"""Midnight, opening hours and closed days over HTTP: the whole robot in this process, on a clock of ours."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest

from kiosk.build import World, robot
from kiosk.site.load import load_config
from kiosk.web.api import routers
from kiosk.web.app import create_app
from tests.support.robot import site

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)
HOURS = """
training: {training}
monday: [{{opens: 7:30, closes: 11:30}}, {{opens: 13:30, closes: 17:00}}]
tuesday: [{{opens: 7:30, closes: 11:30}}]
wednesday: [{{opens: 8:00, closes: 11:30}}]
thursday: []
friday: []
saturday: []
sunday: []
closed_days:
  - {{day: 24/11/2026, name: {{vi: Ngày lễ, en: Holiday}}}}
"""


class SetClock:
    """Wall time as the test sets it."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now


@asynccontextmanager
async def open_robot(folder: Path, clock: SetClock, training: str = "no") -> AsyncIterator[httpx.AsyncClient]:
    (site(folder / "site", "") / "hours.yaml").write_text(HOURS.format(training=training))
    (folder / "data").mkdir()
    async with robot(
        load_config(folder / "site"), folder / "data", "http://127.0.0.1", World(clock)
    ) as context:
        transport = httpx.ASGITransport(create_app(context, routers(context)))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            yield http


async def wish(http: httpx.AsyncClient) -> httpx.Response:
    body = {"service": "civil_status", "request_id": str(uuid4())}
    return await http.post("/api/tickets", json=body)


async def shown(http: httpx.AsyncClient, screen: str) -> str:
    """The citizen page once it shows `screen`."""
    for _ in range(200):
        page = (await http.get("/")).text
        if f'class="screen-{screen}"' in page:
            return page
        await asyncio.sleep(0.05)
    pytest.fail(f"the screen never became {screen}")


async def test_numbers_start_again_at_local_midnight(tmp_path: Path) -> None:
    midnight = datetime(2026, 11, 24, 0, 0, tzinfo=ZONE)
    clock = SetClock(midnight - timedelta(seconds=1))
    async with open_robot(tmp_path, clock, training="yes") as http:
        late = [(await wish(http)).json() for _ in range(2)]
        clock.set(midnight)
        early = [(await wish(http)).json() for _ in range(2)]
        old = (await http.get(f"/api/tickets/{late[0]['ticket_id']}")).json()
        services = (await http.get("/api/services")).json()
    assert [ticket["number"] for ticket in late + early] == ["A001", "A002", "A001", "A002"]
    assert [ticket["people_ahead"] for ticket in early] == [0, 1], "yesterday's wait no more"
    assert old["people_ahead"] is None
    assert services[0]["waiting"] == 2


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (MONDAY.replace(hour=7, minute=29, second=59), "2026-11-23T07:30"),
        (MONDAY.replace(hour=11, minute=30), "2026-11-23T13:30"),
        (MONDAY.replace(hour=17), "2026-11-25T08:00"),
        (MONDAY + timedelta(days=1), "2026-11-25T08:00"),
    ],
    ids=["early", "lunch", "evening before a holiday", "holiday"],
)
async def test_outside_the_hours_the_next_opening_is_told(tmp_path: Path, now: datetime, opens: str) -> None:
    async with open_robot(tmp_path, SetClock(now)) as http:
        answer = await wish(http)
        services = (await http.get("/api/services")).json()
    assert (answer.status_code, answer.json()["error"]) == (409, "closed")
    assert opens in answer.json()["detail"]
    assert not any(service["open"] for service in services)


async def test_the_screen_closes_and_opens_by_itself(tmp_path: Path) -> None:
    clock = SetClock(MONDAY)
    async with open_robot(tmp_path, clock) as http:
        await shown(http, "attract")
        assert (await wish(http)).status_code == 201
        clock.set(MONDAY.replace(hour=11, minute=30))
        assert "13 giờ 30" in await shown(http, "closed")
        assert (await wish(http)).status_code == 409
        clock.set(MONDAY.replace(hour=13, minute=30))
        await shown(http, "attract")
        assert (await wish(http)).json()["number"] == "A002"


async def test_who_has_begun_before_closing_may_finish_and_is_told_if_too_late(tmp_path: Path) -> None:
    clock = SetClock(MONDAY.replace(hour=11, minute=29, second=59))
    async with open_robot(tmp_path, clock) as http:
        visit = re.search(r'name="visit" value="([0-9]+)"', await shown(http, "attract"))
        assert visit is not None
        await http.post("/visit/touch", data={"visit": visit[1]}, headers={"X-Pushed": "1"})
        await shown(http, "services")
        clock.set(MONDAY.replace(hour=11, minute=30))
        await asyncio.sleep(1.2)
        await shown(http, "services")
        choice = {"choice": "civil_status", "request_id": str(uuid4())}
        await http.post("/visit/choose", data=choice, headers={"X-Pushed": "1"})
        reason = {"choice": "priority_none", "request_id": str(uuid4())}
        await http.post("/visit/choose", data=reason, headers={"X-Pushed": "1"})
        await shown(http, "trouble")
