"""A desk in a process of its own: `an_office.py DATA ACT [ARGUMENTS…]`; prints its answers as JSON."""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.config.schema import Counter, DeskSettings, Hours, Service, Text
from kiosk.desk.calendar import Calendar
from kiosk.desk.desk import Desk
from kiosk.desk.journal import Journal
from kiosk.desk.numbers import new_ticket_id
from kiosk.desk.slots import RobotSlot, is_living
from kiosk.desk.sqlite.store import SqliteStore

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NAME = Text(vi="tên", en="name")
CRASHED = 9


class Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Office:
    """The desk and journal of one process."""

    def __init__(self, data: Path, store: SqliteStore) -> None:
        self.store, self.slot = store, RobotSlot.take(data, "robot-1")
        calendar = Calendar(Hours(training=True), ZONE)
        services = [Service(id="papers", prefix="A", name=NAME, counters=["1", "2"])]
        counters = [Counter(id=name, name=NAME) for name in ("1", "2")]
        settings, clock, robot = DeskSettings(), Clock(), self.slot.name
        self.desk = Desk(
            store, services, counters, settings, calendar, clock, new_ticket_id, robot, with_paper=True
        )
        self.journal = Journal(
            store, clock, robot, calendar=calendar, reprints=2, living=lambda owner: is_living(data, owner)
        )

    @classmethod
    async def open(cls, data: Path) -> "Office":
        return cls(data, await SqliteStore.open(data / "desk.sqlite"))

    async def close(self) -> None:
        await self.store.close()
        self.slot.close()


async def issue(office: Office, prefix: str, count: str) -> list[str]:
    """So many numbers, four at a time."""
    asked = iter(range(int(count)))

    async def one() -> list[str]:
        return [(await office.desk.issue("papers", f"{prefix}{n}")).place.ticket.number for n in asked]

    return [number for numbers in await asyncio.gather(*(one() for _ in range(4))) for number in numbers]


async def call(office: Office, counter: str, count: str) -> list[str]:
    """Call so often."""
    called = [await office.desk.call_next(counter, actor="an") for _ in range(int(count))]
    return [ticket.number for ticket in called if ticket]


async def crash(office: Office, point: str) -> None:
    """Give a number, print it, call it; the process ends without any farewell after the step `point`."""

    def after(step: str) -> None:
        if step == point:
            os._exit(CRASHED)

    await office.desk.issue("papers", "r")
    after("issue")
    if point == "midway":
        next_number = ("number:A", datetime.now(ZONE).date(), 1)
        await office.store.transact(lambda unit: (unit.sequences.take(*next_number), os._exit(CRASHED)))
    order = await office.journal.next_order()
    after("order")
    await office.journal.sent(order.effect_id)
    after("sent")
    await office.journal.done(order.effect_id, "job_id")
    after("done")
    await office.desk.call_next("1", request_id="tap", actor="an")
    after("call")
    await office.desk.finish("1", actor="an")
    after("finish")


async def main(data: Path, act: str, *arguments: str) -> None:
    office = await Office.open(data)
    try:
        print("ready", flush=True)
        sys.stdin.readline()
        acts = {"issue": issue, "call": call, "crash": crash}
        print(json.dumps({"robot": office.slot.name, "answer": await acts[act](office, *arguments)}))
    finally:
        await office.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), *sys.argv[2:]))
