"""Brings one state back and tells about it."""

from collections.abc import Iterator
from pathlib import Path

from tests.torture.power.cases import Case
from tests.torture.power.disk import KEPT, LOST, Change, Fate
from tests.torture.power.explore import Bench
from tests.torture.power.files import lay
from tests.torture.power.states import State, state_at
from tests.torture.power.trace import Create, Truncate


def replay(case: Case, seed: int, cut: int, variant: int, keep: Path | None) -> int:
    """0 when nothing is wrong with this state, 2 when there is none; its files are left in `keep`."""
    try:
        state = state_at(case, seed, cut, variant)
    except LookupError as error:
        print(error)
        return 2
    print("\n".join(_told(state)))
    if keep:
        keep.mkdir(exist_ok=True)
        lay(keep, state.files())
    with Bench.open() as bench:
        found = bench.judge(state, deep=True)
    for fault in found:
        print(f"{fault.kind}: {fault.what}")
    return 1 if found else 0


def _told(state: State) -> Iterator[str]:
    promised, disk = state.cut.promised, state.cut.disk
    numbers, moved, answers = len(promised.given), len(promised.moved), len(promised.told)
    yield f"{state.case.name}: the power fails before step {state.cut.number}"
    yield f"promised: {numbers} numbers, {moved} effects, {answers} answers"
    for n, renamed in enumerate(disk.pending_names):
        what = "created" if isinstance(renamed, Create) else "deleted"
        yield f"{renamed.name} {what}: {'survives' if n < state.survival.names else 'lost'}"
    for name, file in disk.names(state.survival.names).items():
        for change, fate in zip(disk.pending(file), state.survival.fates[file], strict=True):
            yield f"{name}, {_change(change)}: {_fate(fate)}"


def _change(change: Change) -> str:
    if isinstance(change, Truncate):
        return f"size {change.size}"
    return f"{len(change.data)} bytes at {change.offset}"


def _fate(fate: Fate) -> str:
    if fate in (KEPT, LOST):
        return "survives" if fate == KEPT else "lost"
    return f"torn, sectors {' '.join(fate)}"
