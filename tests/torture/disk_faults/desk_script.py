"""What a desk does in a morning, as steps that a caller repeats until they are answered."""

import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from kiosk.config.schema import Counter, DeskSettings, Hours, PriorityReason, Service, Text
from kiosk.desk.calendar import Calendar
from kiosk.desk.desk import Desk
from kiosk.desk.journal import Journal
from kiosk.desk.store import Store

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NAME = Text(vi="tên", en="name")
ROBOT = "robot-1.0"
Step = tuple[str, Callable[[], Awaitable[object]]]


class StandingClock:
    """One moment of one morning."""

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


class Office:
    """A desk and a journal on `store`."""

    def __init__(self, store: Store) -> None:
        clock, calendar = StandingClock(), Calendar(Hours(training=True), ZONE)
        numbers = itertools.count(1)
        self.desk = Desk(
            store,
            [
                Service(id="papers", prefix="A", name=NAME, counters=["1", "2"]),
                Service(id="land", prefix="B", name=NAME, counters=["2"]),
            ],
            [Counter(id=name, name=NAME) for name in ("1", "2")],
            DeskSettings(priority_reasons=[PriorityReason(id="elderly", name=NAME)]),
            calendar,
            clock,
            lambda: f"T{next(numbers):011d}",
            ROBOT,
            with_paper=True,
        )
        self.journal = Journal(store, clock, ROBOT, calendar=calendar)

    def steps(self) -> list[Step]:
        """The morning."""
        return [*self._gives(), *self._prints(), *self._serves(), *self._settles()]

    def _gives(self) -> list[Step]:
        issue = self.desk.issue
        return [
            ("recover at start", self.journal.recover),
            ("issue", partial(issue, "papers", "r1")),
            ("issue again", partial(issue, "papers", "r1")),
            ("issue another", partial(issue, "papers", "r2")),
            ("issue by priority", partial(issue, "land", "r3", priority="elderly")),
        ]

    def _prints(self) -> list[Step]:
        journal = self.journal
        return [
            ("order", journal.next_order),
            ("sent", partial(journal.sent, 1)),
            ("done", partial(journal.done, 1, "job_id")),
            ("sent, the second", partial(journal.sent, 2)),
            ("uncertain", partial(journal.uncertain, 2, "silent")),
            ("sent, the third", partial(journal.sent, 3)),
            ("not sent", partial(journal.not_sent, 3)),
            ("sent, the third again", partial(journal.sent, 3)),
        ]

    def _serves(self) -> list[Step]:
        desk = self.desk
        return [
            ("call", partial(desk.call_next, "1", request_id="s1", actor="an")),
            ("recall", partial(desk.recall, "1", request_id="s2", actor="an")),
            ("transfer", partial(desk.transfer, "1", "land", request_id="s3", actor="an")),
            ("undo", partial(desk.undo, "1", request_id="s4", actor="an")),
            ("finish", partial(desk.finish, "1", request_id="s5", actor="an")),
            ("call at another", partial(desk.call_next, "2", request_id="s6", actor="binh")),
            ("no show", partial(desk.no_show, "2", request_id="s7", actor="binh")),
        ]

    def _settles(self) -> list[Step]:
        return [
            ("doubts at a restart", self.journal.recover),
            ("closed by a person", partial(self.journal.close, 2, True, "an")),
            ("reprint", self._reprint_second),
            ("issue at last", partial(self.desk.issue, "papers", "r4")),
        ]

    async def _reprint_second(self) -> None:
        known = await self.desk.issue("papers", "r2")
        await self.journal.reprint(known.place.ticket.ticket_id, "an")
