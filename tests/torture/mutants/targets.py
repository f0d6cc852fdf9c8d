"""Which modules are changed, and which tests must notice."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Group:
    """Modules that one set of tests answers for."""

    name: str
    folder: Path
    modules: tuple[str, ...]
    tests: tuple[str, ...]

    def paths(self, wanted: str = "") -> list[Path]:
        """The files with these names, separated by commas; all without one."""
        names = wanted.split(",") if wanted else self.modules
        return [self.folder / f"{module}.py" for module in self.modules if module in names]


DESK_TESTS = (
    "tests/unit/desk",
    "--ignore=tests/unit/desk/test_backup.py",
    "--deselect",
    "tests/unit/desk/test_whole_desk.py::"
    "test_fifty_thousand_steps_agree_with_the_judge_and_reach_every_named_state",
)
DESK = (
    "desk",
    "journal",
    "papers",
    "effects",
    "order",
    "queue",
    "serving",
    "undoing",
    "issuing",
    "outcome",
    "steps",
    "day_change",
    "numbers",
    "assignment",
    "estimate",
    "calendar",
    "treats",
    "staff",
    "pins",
    "views",
    "slots",
    "audit",
)
SQLITE = ("tickets", "effects", "steps", "small_tables", "staff", "rows", "unit", "batch", "worker", "store")
MACHINES = ("print_worker", "printer_in_hand", "issuing", "trouble", "mode_runner", "visit_runner")
GROUPS = (
    Group("desk", ROOT / "kiosk/desk", DESK, DESK_TESTS),
    Group("sqlite", ROOT / "kiosk/desk/sqlite", SQLITE, DESK_TESTS),
    Group("machines", ROOT / "state_machines", MACHINES, ("tests/unit/state_machines",)),
)
