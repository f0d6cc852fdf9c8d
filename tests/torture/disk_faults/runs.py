"""One run of a scenario with one fault, and what a scenario is."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kiosk.build import DATABASE
from tests.torture.disk_faults.disk import Fault, FaultyDisk


@dataclass
class Run:
    """One run with one fault, in a folder of its own."""

    disk: FaultyDisk
    fault: Fault
    folder: Path
    complaints: list[str] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """The database."""
        return self.folder / DATABASE

    def complain(self, what: str) -> None:
        """A promise was broken."""
        fault = self.fault
        self.complaints.append(
            f"{fault.kind} {fault.at} errno {fault.errno} {'lasting' if fault.lasting else 'once'}: {what}"
        )


class Scenario(Protocol):
    """Something the robot does with its disk."""

    @property
    def name(self) -> str:
        """For the report."""

    def run(self, run: Run) -> None:
        """Arm the fault, do it, judge."""
