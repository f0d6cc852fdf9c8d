"""The model behind the power-loss test is right: what is certain, what may survive, what is recorded."""

import ctypes
from collections import Counter
from hashlib import sha256
from itertools import pairwise
from random import Random

import apsw
import pytest

from tests.torture.power.cases import CASES, powersafe
from tests.torture.power.cuts import cuts
from tests.torture.power.disk import KEPT, LOST, NOISE, Disk, Survival
from tests.torture.power.fates import EVERYTHING, NOTHING, draw
from tests.torture.power.life import record
from tests.torture.power.office import FILE, connect
from tests.torture.power.recording import recording
from tests.torture.power.states import states
from tests.torture.power.trace import (
    Blackout,
    Create,
    Delete,
    Settled,
    Sync,
    SyncFolder,
    Trace,
    Truncate,
    Write,
)

OLD, NEW = b"o" * 2048, b"n" * 2048
JOURNALS = ("wal", "truncate", "delete")


def a_disk(*steps, powersafe=True) -> Disk:
    """With a file `a` that certainly holds `OLD`, and more steps after it."""
    disk = Disk(powersafe=powersafe)
    for step in (Create("a", 0), Write(0, 0, OLD), Sync(0), SyncFolder(), *steps):
        disk.take(step)
    return disk


def drawn(disk: Disk, variants=400) -> list[dict[str, bytes]]:
    return [disk.rebuilt(draw(disk, 1, 1, variant)) for variant in range(variants)]


def test_what_was_synced_is_there_whatever_survives():
    assert all(files == {"a": OLD} for files in drawn(a_disk()))


def test_a_write_on_its_way_may_be_lost_kept_or_torn_between_sectors_but_never_within_one():
    found = {files["a"] for files in drawn(a_disk(Write(0, 0, NEW)))}
    assert {OLD, NEW} < found
    for content in found:
        sectors = [content[start : start + 512] for start in range(0, 2048, 512)]
        assert set(sectors) <= {OLD[:512], NEW[:512], bytes(512), NOISE}
    assert len(found) > 20


def test_a_sync_of_another_file_makes_nothing_certain():
    disk = a_disk(Create("b", 1), Write(0, 0, NEW), Write(1, 0, NEW), Sync(1))
    assert disk.rebuilt(draw(disk, 1, 1, NOTHING)) == {"a": OLD}


def test_writes_survive_in_any_order_and_a_hole_reads_as_zeros():
    disk = a_disk(Write(0, 2048, b"first"), Write(0, 4096, b"second"))
    found = [files["a"][2048:] for files in drawn(disk)]
    assert bytes(2048) + b"second" in found
    assert b"first" in found


def test_a_truncation_on_its_way_may_be_lost_or_kept():
    assert {files["a"] for files in drawn(a_disk(Truncate(0, 100)))} == {OLD, OLD[:100]}


def test_a_torn_write_spoils_what_is_beside_it_only_on_a_disk_that_promises_nothing():
    small = Write(0, 600, b"small")
    for safe in (True, False):
        found = [files["a"] for files in drawn(a_disk(small, powersafe=safe))]
        beside = [content[512:600] + content[605:1024] for content in found]
        assert all(content[:512] + content[1024:] == OLD[:512] + OLD[1024:] for content in found)
        assert (set(beside) == {OLD[:507]}) is safe


def test_a_new_name_may_be_missing_until_the_folder_is_synced():
    disk = a_disk(Create("b", 1), Write(1, 0, NEW), Sync(1))
    assert {tuple(files) for files in drawn(disk)} == {("a",), ("a", "b")}
    disk.take(SyncFolder())
    assert {tuple(files) for files in drawn(disk)} == {("a", "b")}


def test_a_deleted_file_may_come_back_until_the_folder_is_synced():
    disk = a_disk(Delete("a"))
    assert {files.get("a") for files in drawn(disk)} == {OLD, None}
    disk.take(SyncFolder())
    assert all(not files for files in drawn(disk))


def test_names_change_in_the_order_of_the_calls_and_an_old_file_keeps_its_old_content():
    disk = a_disk(Delete("a"), Create("a", 1), Write(1, 0, NEW), Sync(1))
    assert {files.get("a") for files in drawn(disk)} == {OLD, None, NEW}


def test_the_same_seed_cut_and_variant_give_the_same_disk():
    disk = a_disk(*(Write(0, 512 * n, NEW) for n in range(8)))
    assert drawn(disk) == drawn(disk)
    assert draw(disk, 1, 1, 5) != draw(disk, 2, 1, 5) != draw(disk, 2, 2, 5)


def test_the_first_two_variants_are_nothing_and_everything():
    disk = a_disk(Create("b", 1), Write(0, 0, NEW), Write(1, 0, NEW))
    assert disk.rebuilt(draw(disk, 1, 1, NOTHING)) == {"a": OLD}
    assert disk.rebuilt(draw(disk, 1, 1, EVERYTHING)) == {"a": NEW, "b": NEW}


def test_equal_identities_mean_equal_bytes():
    disk, bytes_of = a_disk(), {}
    random = Random(1)
    for number in range(300):
        change = Write(0, 100 * random.randrange(9), random.randbytes(900))
        disk.take(Sync(0) if number % 5 == 4 else change)
        for _ in range(6):
            pending = len(disk.pending(0))
            survival = Survival(0, {0: [random.choice((LOST, KEPT)) for _ in range(pending)]})
            content = disk.rebuilt(survival)
            assert bytes_of.setdefault(disk.identity(survival), content) == content


@pytest.mark.parametrize("journal", JOURNALS)
def test_the_trace_holds_all_that_reached_the_disk(journal, tmp_path):
    trace = Trace()
    with recording(trace, powersafe=True) as vfs:
        connection = connect(tmp_path / FILE, CASES_OF[journal], vfs)
        for reason in range(40):  # past a checkpoint
            connection.execute(
                "INSERT INTO audit (at, actor, step, digest) VALUES (?, 'an', 'x', x'00')", (reason,)
            )
            assert rebuilt_whole(trace) == on_disk(tmp_path)
        connection.close()
        assert rebuilt_whole(trace) == on_disk(tmp_path)


CASES_OF = {"wal": CASES["wal"], "truncate": CASES["truncate"], "delete": CASES["delete-full"]}


def rebuilt_whole(trace: Trace) -> dict[str, bytes]:
    *_, end = cuts(trace.steps, powersafe=True)
    return end.disk.rebuilt(draw(end.disk, 1, 1, EVERYTHING))


def on_disk(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}


@pytest.mark.parametrize("case", ["wal", "truncate", "delete-full", "delete-extra"])
def test_the_folder_is_synced_in_the_trace_exactly_when_sqlite_syncs_it(case, tmp_path):
    trace = Trace()
    with recording(trace, powersafe=True) as vfs, counted_folder_syncs() as folder_syncs:
        connection = connect(tmp_path / FILE, CASES[case], vfs)
        for at in range(30):
            connection.execute("INSERT INTO audit (at, actor, step, digest) VALUES (?, '', '', x'')", (at,))
        connection.close()
    synced = sum(isinstance(step, SyncFolder) for step in trace.steps)
    assert synced == folder_syncs[0] > 0


class counted_folder_syncs:
    """Counts how often the `unix` VFS opens a folder, which it does to sync it and for nothing else."""

    TYPE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)

    def __enter__(self) -> list[int]:
        count = [0]
        self.vfs = apsw.VFS("counting", "unix")
        original = self.TYPE(self.vfs.xGetSystemCall("openDirectory"))

        def open_directory(path, descriptor):
            count[0] += 1
            return original(path, descriptor)

        self.call = self.TYPE(open_directory)
        self.vfs.xSetSystemCall("openDirectory", ctypes.cast(self.call, ctypes.c_void_p).value)
        return count

    def __exit__(self, *_) -> None:
        self.vfs.xSetSystemCall("openDirectory", 0)
        self.vfs.unregister()


@pytest.mark.parametrize("case", ["wal", "truncate"])
def test_a_seed_is_recorded_byte_for_byte_the_same_again(case):
    first, again, other = (digest(record(CASES[case], seed)) for seed in (4, 4, 5))
    assert first == again != other


def digest(thing) -> str:
    return sha256(repr(thing).encode()).hexdigest()


def test_the_states_of_a_seed_differ():
    seen = Counter(
        (
            digest(sorted((name, sha256(data).digest()) for name, data in state.files().items())),
            len(state.cut.promised),
        )
        for state in states(CASES["wal"], 2, variants=3)
    )
    assert len(seen) > 0.97 * seen.total()  # some writes change nothing


@pytest.mark.parametrize("seed", [2, 3])
def test_on_odd_seeds_sqlite_is_told_that_the_disk_promises_nothing_and_fills_sectors_up(seed):
    steps = record(CASES["wal"], seed)
    wal = next(step.file for step in steps if isinstance(step, Create) and step.name.endswith("-wal"))
    ends = [
        (before.offset + len(before.data)) % 512
        for before, after in pairwise(steps)
        if isinstance(before, Write) and after == Sync(wal)
    ]
    assert (ends.count(0) > len(ends) / 2) == (seed % 2 == 1) == (not powersafe(seed))


@pytest.mark.parametrize("case", ["wal", "truncate"])
def test_the_power_fails_in_every_phase(case):
    """In the first creation, while pages go into the database, and in the recovery from an earlier cut."""
    phases = Counter()
    for seed in range(0, 16, 2):
        steps = record(CASES[case], seed)
        answers = [n for n, step in enumerate(steps) if isinstance(step, Settled)]
        blackouts = [n for n, step in enumerate(steps) if isinstance(step, Blackout)]
        recovered = {n: [answer for answer in answers if answer > n][1] for n in blackouts}
        for cut in cuts(steps, powersafe=powersafe(seed)):
            phases["creation"] += cut.number <= answers[0]
            phases["recovery"] += any(begin < cut.number < end for begin, end in recovered.items())
            database = cut.disk.names(len(cut.disk.pending_names)).get(FILE)
            phases["pages"] += database is not None and len(cut.disk.pending(database)) > 1
    assert all(phases[name] > 20 for name in ("creation", "recovery", "pages")), phases
