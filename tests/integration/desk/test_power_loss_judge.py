"""The judge of the power-loss test finds what is wrong with a disk, and nothing on one that is right."""

import apsw
import pytest

from kiosk.desk.journal import Journal
from tests.torture.power.cases import CASES, Kind
from tests.torture.power.explore import Bench
from tests.torture.power.fates import EVERYTHING
from tests.torture.power.files import lay
from tests.torture.power.life import record
from tests.torture.power.office import FILE
from tests.torture.power.states import State, state_at

SEED = 0


@pytest.fixture(scope="module")
def end() -> State:
    """The disk of a seed after its last step; somebody had paper in the hand, and a treat."""
    case = CASES["wal"]
    state = state_at(case, SEED, len(record(case, SEED)), EVERYTHING)
    assert {moved.kind for moved in state.cut.promised.moved} == {"paper", "treat"}
    return state


@pytest.fixture
def judged(end, tmp_path, monkeypatch):
    """What is found on that disk after some SQL was done to it."""

    def judge(*sql: str, deep: bool = False) -> set[Kind]:
        lay(tmp_path, end.files())
        connection = apsw.Connection(str(tmp_path / FILE))
        for statement in sql:
            connection.execute(statement)
        connection.close()
        return judged_files({FILE: (tmp_path / FILE).read_bytes()}, deep=deep)

    def judged_files(files: dict[str, bytes], *, deep: bool) -> set[Kind]:
        monkeypatch.setattr(State, "files", lambda state: files)
        with Bench.open() as bench:
            found = bench.judge(end, deep=deep)
        judge.told = "; ".join(fault.what for fault in found)
        return {fault.kind for fault in found}

    judge.files = judged_files
    return judge


def test_a_disk_on_which_nothing_was_lost_is_sound(judged):
    assert judged(deep=True) == set()


def test_a_ticket_that_is_not_there_is_lost(judged, end):
    given = end.cut.promised.given[-1]
    assert Kind.LOST in judged(f"DELETE FROM ticket WHERE ticket_id = '{given.ticket_id}'")


def test_a_ticket_with_another_number_is_lost(judged, end):
    given = end.cut.promised.given[0]
    assert Kind.LOST in judged(f"UPDATE ticket SET number = 'A999' WHERE ticket_id = '{given.ticket_id}'")


def test_an_empty_database_has_lost_everything(judged):
    assert judged.files({}, deep=False) == {Kind.LOST, Kind.UNJOURNALLED}


def test_an_effect_without_its_row_is_unjournalled(judged, end):
    effect = end.cut.promised.moved[0].effect_id
    assert Kind.UNJOURNALLED in judged(f"DELETE FROM effect WHERE effect_id = {effect}")


def test_an_effect_that_is_only_planned_is_unjournalled(judged, end):
    effect = end.cut.promised.moved[-1].effect_id
    assert Kind.UNJOURNALLED in judged(f"UPDATE effect SET state = 'planned' WHERE effect_id = {effect}")


def test_half_of_a_call_is_found(judged):
    last = "(SELECT max(audit_id) FROM audit)"
    assert judged(f"DELETE FROM audit WHERE audit_id = {last}") == {Kind.HALF}


def test_a_step_at_a_counter_that_is_not_as_it_was_told_is_found(judged):
    assert judged("UPDATE step SET undone = 1 - undone WHERE step_id = 1") == {Kind.HALF}


def test_a_damaged_page_is_found(judged, end):
    damaged = bytearray(end.files()[FILE])
    damaged[8192:12288] = b"\xff" * 4096
    assert judged.files({FILE: bytes(damaged)}, deep=False) == {Kind.CORRUPT}


def test_a_file_that_is_no_database_is_found(judged):
    assert judged.files({FILE: b"nothing of a database" * 300}, deep=False) == {Kind.CORRUPT}


def test_an_index_that_lacks_a_row_is_found(judged):
    broken = (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'step_id)', 'step_id DESC)') WHERE name = 'step_ticket'",
    )
    assert Kind.CORRUPT in judged(*broken)


def test_a_start_that_leaves_something_sent_is_found(judged, monkeypatch):
    async def forgets(journal: Journal) -> int:
        return 0

    monkeypatch.setattr(Journal, "recover", forgets)
    assert judged(deep=True) == {Kind.NOT_RECOVERED}
    assert "still sent" in judged.told


def test_a_start_that_prints_again_without_a_mark_is_found(judged, monkeypatch):
    async def sends_again(journal: Journal) -> int:
        sql = "UPDATE effect SET state = 'planned' WHERE state = 'sent'"
        await journal._store.transact(lambda unit: unit.effects._connection.execute(sql))
        return 0

    monkeypatch.setattr(Journal, "recover", sends_again)
    assert judged(deep=True) == {Kind.NOT_RECOVERED}
    assert "printed twice without a mark" in judged.told


def test_a_start_that_would_give_a_second_treat_is_found(judged, monkeypatch):
    async def forgets_treats(journal: Journal) -> int:
        recovered = "UPDATE effect SET state = 'uncertain' WHERE state = 'sent'"
        forgotten = "UPDATE effect SET state = 'not_needed' WHERE kind = 'treat'"
        for sql in (recovered, forgotten):
            await journal._store.transact(lambda unit, sql=sql: unit.effects._connection.execute(sql))
        return 0

    monkeypatch.setattr(Journal, "recover", forgets_treats)
    assert judged(deep=True) == {Kind.NOT_RECOVERED}
    assert "a second treat" in judged.told


def test_a_start_that_would_give_a_number_again_is_found(judged, monkeypatch):
    recover = Journal.recover

    async def counts_from_the_beginning(journal: Journal) -> int:
        sql = "UPDATE sequence SET value = 0"
        await journal._store.transact(lambda unit: unit.effects._connection.execute(sql))
        return await recover(journal)

    monkeypatch.setattr(Journal, "recover", counts_from_the_beginning)
    assert judged(deep=True) == {Kind.NOT_RECOVERED}
    assert "UNIQUE constraint" in judged.told
