"""What is counted, and the page it is told on, read by a strict reader of the format."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from drivers.status import Action, DeviceState, DeviceStatus, Fault, PaperState, PrinterStatus
from kiosk.desk.effects import Effect, EffectKind, EffectState
from kiosk.desk.model import DeskEvent, NotAllowed, Ticket, TicketState
from kiosk.desk.store import StoreError
from kiosk.metrics import families
from kiosk.metrics.collector import Metrics
from kiosk.metrics.family import Family, Kind, Sample, exposition
from kiosk.metrics.loop_lag import LOOK_S, watch_loop
from kiosk.metrics.process import process_figures
from kiosk.metrics.reference import markdown
from kiosk.metrics.timed_store import TimedStore
from state_machines.screen import Screen
from tests.support.exposition import read_page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "metrics.md"
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
TICKET = Ticket("K7Q2M9X4RB6D", date(2026, 11, 24), "land", "C001", 1, TicketState.WAITING, NOW, "vi")


def values(metrics: Metrics, family: Family) -> dict[tuple[str, ...], float]:
    return {sample.labels: sample.value for sample in metrics.figures()[family] if not sample.suffix}


def page(metrics: Metrics) -> Any:
    return read_page(exposition(families.FAMILIES, metrics.figures() | process_figures()))


def effect(state: EffectState) -> Effect:
    return Effect(1, EffectKind.PAPER, TICKET.ticket_id, "robot-1.0", 1, 1, state, NOW, NOW)


def everything(metrics: Metrics) -> None:
    """One of each."""
    metrics.desk_event(DeskEvent("issued", TICKET))
    metrics.desk_event(DeskEvent("called", TICKET, "4"))
    metrics.effect(effect(EffectState.DONE))
    metrics.trouble("raised", "printer", Fault("paper_out", Action.CLEAR))
    metrics.printer(PrinterStatus(DeviceState.OFFLINE))
    metrics.screen(Screen("services", "vi"))
    metrics.screen(Screen("attract", "vi", visit=2))
    metrics.stored("write", 0.003, "")
    metrics.stored("read", 99.0, "locked")
    metrics.backed_up(True)
    metrics.answered("api", 201)
    metrics.late(0.0)


def test_every_family_but_those_of_the_rooms_is_on_the_page_and_the_page_is_good(tmp_path: Path) -> None:
    (tmp_path / "kiosk-2026-11-24.db").touch()
    metrics = Metrics(["land"], NOW, tmp_path)
    everything(metrics)
    asked_elsewhere = {families.INFO, families.MODE, families.TROUBLE, families.WAITING}
    asked_elsewhere |= {families.UNCERTAIN, families.STORE_OK}
    assert set(page(metrics)) == {
        family.name for family in families.FAMILIES if family not in asked_elsewhere
    }
    assert TICKET.ticket_id not in str(page(metrics))


def test_a_fresh_robot_has_a_good_page_with_its_counters_at_zero() -> None:
    assert page(Metrics(["land", "other"]))["kiosk_tickets_issued_total"].samples == {
        ("kiosk_tickets_issued_total", (("service", "land"),)): 0,
        ("kiosk_tickets_issued_total", (("service", "other"),)): 0,
    }


def test_counters_never_fall() -> None:
    metrics, before = Metrics(["land"]), {}
    for _ in range(5):
        everything(metrics)
        found = page(metrics)
        now = {
            key: value
            for read in found.values()
            if read.kind != "gauge"
            for key, value in read.samples.items()
        }
        assert all(now[key] >= value for key, value in before.items())
        before = now
    assert values(metrics, families.ISSUED) == {("land",): 5}


def test_labels_and_help_are_escaped() -> None:
    family = Family("x", Kind.GAUGE, "a \\ b", ("name",))
    text = exposition([family], {family: [Sample(1.5, ('"a"\\\n',))]})
    assert text == '# HELP x a \\\\ b\n# TYPE x gauge\nx{name="\\"a\\"\\\\\\n"} 1.5\n'
    read_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "# HELP a b\n# TYPE a gauge\na 1",
        "a 1\n",
        "# HELP a b\n# TYPE a gauge\na 1\na 2\n",
        "# HELP a b\n# TYPE a gauge\n# HELP a b\n# TYPE a gauge\na 1\n",
        "# HELP a b\n# TYPE a gauge\n",
        "# HELP a b\n# TYPE a counter\na 1\n",
        '# HELP a b\n# TYPE a gauge\na{x="1",x="2"} 1\n',
        '# HELP a b\n# TYPE a gauge\na{x="1\\q"} 1\n',
        '# HELP a b\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
        '# HELP a b\n# TYPE a histogram\na_bucket{le="1"} 1\na_sum 1\na_count 1\n',
    ],
)
def test_the_reader_of_these_tests_is_strict(text: str) -> None:
    with pytest.raises(AssertionError):
        read_page(text)


def test_a_value_on_a_bound_belongs_below_it() -> None:
    metrics = Metrics()
    metrics.stored("write", 0.001, "")
    metrics.stored("write", 0.0011, "")
    metrics.stored("write", 11.0, "")
    buckets = [s.value for s in metrics.figures()[families.STORE] if s.suffix == "_bucket"]
    assert (buckets[0], buckets[1], buckets[-2], buckets[-1]) == (1, 2, 2, 3)


def test_a_store_failure_is_counted_by_its_word() -> None:
    metrics = Metrics()
    metrics.stored("write", 0.1, "disk_full")
    assert values(metrics, families.STORE_FAILURES) == {("write", "disk_full"): 1}


@pytest.mark.parametrize(
    ("screens", "outcome"),
    [
        (("attract", "services", "priority"), "left"),
        (("services", "issuing", "ticket"), "ticket"),
        (("services", "issuing", "trouble"), "trouble"),
        (("services", "trouble", "services", "ticket", "services"), "ticket"),
        (("services", "issuing", "trouble", "services"), "trouble"),
        (("attract",), None),
        (("closed", "attract"), None),
    ],
)
def test_a_visit_counts_once_by_how_far_it_came(screens: tuple[str, ...], outcome: str | None) -> None:
    metrics = Metrics()
    for name in screens:
        metrics.screen(Screen(name, "vi", visit=7))
        metrics.screen(Screen(name, "en", visit=7))
    assert sum(values(metrics, families.VISITS).values()) == 0, "nothing is counted before it is over"
    metrics.screen(Screen("attract", "vi", visit=8))
    counted = {labels[0] for labels, value in values(metrics, families.VISITS).items() if value == 1}
    assert counted == ({outcome} if outcome else set())


def test_an_outage_of_the_printer_counts_once_however_it_flaps_between_words() -> None:
    metrics = Metrics()
    up = PrinterStatus(DeviceState.ONLINE, paper=PaperState.FULL)
    for status in (
        up,
        replace(up, device=DeviceState.OFFLINE),
        replace(up, device=DeviceState.POWER_OFF),
        up,
    ):
        metrics.printer(status)
    assert values(metrics, families.OUTAGES) == {(): 1}
    assert values(metrics, families.PRINTER)["online",] == 1
    assert sum(values(metrics, families.PRINTER).values()) == 1
    assert values(metrics, families.PAPER)["full",] == 1


def test_a_device_without_paper_tells_of_none() -> None:
    metrics = Metrics()
    metrics.printer(DeviceStatus(DeviceState.ONLINE))
    assert families.PAPER not in metrics.figures() or not metrics.figures()[families.PAPER]


def test_the_end_of_a_trouble_and_what_others_commit_are_not_counted() -> None:
    metrics = Metrics()
    metrics.trouble("cleared", "printer", Fault("paper_out", Action.CLEAR))
    metrics.desk_event(DeskEvent("external"))
    metrics.desk_event(DeskEvent("day"))
    assert values(metrics, families.TROUBLES) == {}
    assert sum(values(metrics, families.STEPS).values()) == 0


def test_the_newest_nightly_copy_is_told_and_other_files_are_not(tmp_path: Path) -> None:
    metrics = Metrics(backups=tmp_path / "backups")
    assert values(metrics, families.BACKUP_AT) == {}
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "asked-2026.db").touch()
    assert values(metrics, families.BACKUP_AT) == {}
    copy = tmp_path / "backups" / "kiosk-2026-11-24.db"
    copy.touch()
    assert values(metrics, families.BACKUP_AT) == {(): copy.stat().st_mtime}


@pytest.mark.looptime
async def test_a_late_event_loop_is_noticed() -> None:
    late: list[float] = []
    watching = asyncio.create_task(watch_loop(late.append))
    await asyncio.sleep(LOOK_S * 3.5)
    watching.cancel()
    assert len(late) == 3
    assert all(lateness == pytest.approx(0, abs=0.01) for lateness in late)


class Disk:
    """A store that takes its time."""

    error: Exception | None = None

    async def transact(self, work: Any) -> str:
        await asyncio.sleep(0.02)
        if self.error:
            raise self.error
        return "kept"

    read = transact

    async def foreign_commits(self) -> int:
        return 7

    async def close(self) -> None:
        self.error = StoreError("store", "closed")


@pytest.mark.looptime
async def test_the_store_is_timed_and_only_its_own_failures_are_failures() -> None:
    told: list[tuple[str, float, str]] = []
    disk = Disk()
    store = TimedStore(disk, lambda *what: told.append(what))
    assert await store.transact(lambda unit: None) == "kept"
    assert await store.read(lambda unit: None) == "kept"
    disk.error = StoreError("disk_full", "full")
    with pytest.raises(StoreError):
        await store.transact(lambda unit: None)
    disk.error = NotAllowed("closed", "closed")
    with pytest.raises(NotAllowed):
        await store.transact(lambda unit: None)
    assert await store.foreign_commits() == 7
    await store.close()
    assert [(operation, error) for operation, _, error in told] == [
        ("write", ""),
        ("read", ""),
        ("write", "disk_full"),
    ]
    assert all(took == pytest.approx(0.02, abs=0.005) for _, took, _ in told)


def test_the_reference_page_is_what_the_table_says_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), (
        "python -m kiosk.metrics.reference > docs/reference/metrics.md"
    )


def test_names_follow_the_convention() -> None:
    for family in families.FAMILIES:
        assert family.name.startswith(("kiosk_", "process_"))
        assert family.name.endswith("_total") == (family.kind is Kind.COUNTER)
        assert (family.kind is Kind.HISTOGRAM) == bool(family.buckets)
        assert list(family.buckets) == sorted(family.buckets)
