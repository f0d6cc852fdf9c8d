"""What the robot has counted since its start: fed by the listeners of its rooms."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from drivers.status import DeviceState, DeviceStatus, Fault, PaperState, PrinterStatus
from kiosk.backup.nights import night_of
from kiosk.desk.effects import Effect
from kiosk.desk.model import DeskEvent
from kiosk.desk.steps import EVENTS
from kiosk.metrics import families
from kiosk.metrics.counted import Counted
from kiosk.metrics.family import Figures, Sample
from kiosk.metrics.visits import OUTCOMES, Visits

LOST = frozenset({DeviceState.OFFLINE, DeviceState.POWER_OFF, DeviceState.NO_DEVICE})


class Metrics:
    """Takes what happens, gives figures; on the event loop only."""

    def __init__(
        self, services: Sequence[str] = (), started: datetime | None = None, backups: Path | None = None
    ) -> None:
        self._counted = Counted()
        self._started = started
        self._backups = backups
        self._printer: DeviceStatus | None = None
        self._visits = Visits(lambda outcome: self._counted.rise(families.VISITS, outcome))
        self.screen = self._visits.screen
        self._begin(services)

    def _begin(self, services: Sequence[str]) -> None:
        for service in services:
            self._counted.begin(families.ISSUED, service)
        for step in EVENTS.values():
            self._counted.begin(families.STEPS, step)
        for outcome in OUTCOMES:
            self._counted.begin(families.VISITS, outcome)
        for outcome in ("made", "failed"):
            self._counted.begin(families.BACKUPS, outcome)

    def desk_event(self, event: DeskEvent) -> None:
        """The desk has committed something."""
        if event.kind == "issued" and event.ticket is not None:
            self._counted.rise(families.ISSUED, event.ticket.service)
        elif event.kind in EVENTS.values():
            self._counted.rise(families.STEPS, event.kind)

    def effect(self, effect: Effect) -> None:
        """An effect has come into its state."""
        self._counted.rise(families.EFFECTS, effect.kind, effect.state)

    def trouble(self, kind: str, device: str, fault: Fault) -> None:
        """Staff are told of a fault, or of its end."""
        if kind == "raised":
            self._counted.rise(families.TROUBLES, device, fault.code)

    def printer(self, status: DeviceStatus) -> None:
        """The printer says how it is."""
        if status.device in LOST and (self._printer is None or self._printer.device not in LOST):
            self._counted.rise(families.OUTAGES)
        self._printer = status

    def stored(self, operation: str, took_s: float, error: str) -> None:
        """The store has answered."""
        self._counted.observe(families.STORE, took_s, operation)
        if error:
            self._counted.rise(families.STORE_FAILURES, operation, error)

    def backed_up(self, well: bool) -> None:
        """A nightly copy was made, or not."""
        self._counted.rise(families.BACKUPS, "made" if well else "failed")

    def answered(self, part: str, status: int) -> None:
        """A request was answered."""
        self._counted.rise(families.REQUESTS, part, f"{status // 100}xx")

    def late(self, late_s: float) -> None:
        """The event loop woke up so late."""
        self._counted.observe(families.LAG, late_s)

    def figures(self) -> Figures:
        """Everything known here."""
        figures = {family: list(self._counted.samples(family)) for family in families.FAMILIES}
        if self._started is not None:
            figures[families.STARTED] = [Sample(self._started.timestamp())]
        return figures | self._printer_figures() | {families.BACKUP_AT: self._backup()}

    def _printer_figures(self) -> Figures:
        status = self._printer
        if status is None:
            return {}
        figures = {families.PRINTER: one_of(status.device, tuple(DeviceState))}
        if isinstance(status, PrinterStatus) and status.paper is not None:
            figures[families.PAPER] = one_of(status.paper, tuple(PaperState))
        return figures

    def _backup(self) -> list[Sample]:
        if self._backups is None or not self._backups.is_dir():
            return []
        times = [file.stat().st_mtime for file in self._backups.iterdir() if night_of(file)]
        return [Sample(max(times))] if times else []


def one_of(now: str, words: Sequence[str]) -> list[Sample]:
    """1 for the word that holds, 0 for the others."""
    return [Sample(float(word == now), (str(word),)) for word in words]
