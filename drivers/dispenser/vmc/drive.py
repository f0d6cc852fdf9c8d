"""What is known of one drive, and what that proves. Pure."""

from dataclasses import dataclass, field

from drivers.dispenser.vmc.protocol.codes import NOTHING_MOVED, Machine, Verdict, failure, verdict
from drivers.dispensing import Outcome, Reason


@dataclass(frozen=True, slots=True)
class End:
    """How a drive ended, and by what that is known."""

    outcome: Outcome
    reason: Reason
    detail: str = ""


@dataclass(slots=True)
class Drive:
    """One drive; `count_before` None: not known. `interrupted`: the controller was away, or began anew."""

    slot: int
    has_drop_sensor: bool
    count_before: int | None = None
    interrupted: bool = False
    codes: list[int] = field(default_factory=list)
    end: End | None = None

    def hear(self, status: int) -> None:
        """The controller said this of the slot; the first end counts."""
        self.codes.append(status)
        said = verdict(status)
        if self.end is not None or said in (Verdict.PROGRESS, Verdict.UNKNOWN):
            return
        if said is Verdict.SUCCESS:
            proof = Reason.DROP_SEEN if self.has_drop_sensor else Reason.MOTOR_DONE
            self.end = End(Outcome.GIVEN, proof, self.detail)
            return
        reason = failure(status)
        has_moved = reason not in NOTHING_MOVED or any(
            verdict(code) is Verdict.PROGRESS for code in self.codes
        )
        self.end = End(Outcome.UNCERTAIN if has_moved else Outcome.FAILED, reason, self.detail)

    @property
    def detail(self) -> str:
        """The controller's own codes, as they came."""
        return " ".join(f"{code:02x}" for code in self.codes)

    def judge(
        self, machine: Machine | None, count: int | None, acknowledged: bool, counts_stock: bool
    ) -> End:
        """The end of a drive that the controller did not tell, by what it says now of itself and the slot.

        One less proves a drop only where the controller was there all the time: some count as a motor starts.
        `counts_stock`: it is known to count down with every drive, so an unchanged count proves something.
        """
        if self.end is not None:
            return self.end
        fell = _fell(self.count_before, count)
        if fell == 1 and machine is Machine.NORMAL and not self.interrupted:
            return End(Outcome.GIVEN, Reason.STOCK_FELL, self.detail)
        was_whole = not (self.interrupted or acknowledged or self.codes)
        if fell == 0 and machine is Machine.NORMAL and counts_stock and was_whole:
            return End(Outcome.FAILED, Reason.NEVER_ARRIVED)
        return End(Outcome.UNCERTAIN, self._doubt(machine), self.detail)

    def _doubt(self, machine: Machine | None) -> Reason:
        if self.interrupted or machine is None:
            return Reason.CONNECTION_LOST
        return Reason.NO_ANSWER if machine is Machine.NORMAL else Reason.MACHINE_FAULT


def _fell(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else before - after
