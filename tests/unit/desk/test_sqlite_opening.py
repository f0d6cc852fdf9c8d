import apsw
import pytest

from kiosk.desk.sqlite import database, disk
from kiosk.desk.sqlite.database import open_database
from kiosk.desk.sqlite.migrations import MIGRATIONS
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.store import StoreError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.sqlite"


def refusal(path, **options) -> StoreError:
    with pytest.raises(StoreError) as refused:
        open_database(path, **options)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    return refused.value


def pragmas(connection: apsw.Connection) -> dict:
    names = ("journal_mode", "synchronous", "foreign_keys", "application_id", "user_version")
    return {name: next(iter(connection.execute(f"PRAGMA {name}")))[0] for name in names}


@pytest.mark.parametrize(("version", "mode"), [("3.54.1", "wal"), ("3.40.1", "truncate")])
def test_the_settings_are_those_that_lose_nothing(path, monkeypatch, version, mode):
    monkeypatch.setattr(database.apsw, "sqlite_lib_version", lambda: version)
    connection = open_database(path)
    assert pragmas(connection) == {
        "journal_mode": mode,
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": database.APPLICATION_ID,
        "user_version": len(MIGRATIONS),
    }
    connection.close()


def test_a_database_in_wal_goes_back_where_wal_is_not_safe(path, monkeypatch):
    open_database(path).close()
    monkeypatch.setattr(database.apsw, "sqlite_lib_version", lambda: "3.40.1")
    connection = open_database(path)
    assert pragmas(connection)["journal_mode"] == "truncate"
    connection.close()


def test_the_file_is_for_its_user_only(path):
    open_database(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_all_tables_are_strict(path):
    connection = open_database(path)
    tables = list(connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'"))
    assert all(strict for name, strict in tables if not name.startswith("sqlite_"))
    connection.close()


def test_a_missing_folder_and_a_folder_in_its_place_are_told(path):
    assert refusal(path / "desk.sqlite").code == "no_rights"
    path.mkdir()
    assert refusal(path).code == "no_rights"


def test_a_damaged_file_is_told(path):
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    assert refusal(path).code == "corrupt"


def test_a_damaged_page_is_found_at_start(path):
    connection = open_database(path)
    root = next(iter(connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'ticket'")))[0]
    size = next(iter(connection.execute("PRAGMA page_size")))[0]
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    assert refusal(path).code == "corrupt"


def test_the_database_of_another_program_is_left_alone(path):
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE theirs (a)")
    other.close()
    assert refusal(path).code == "foreign"


def test_a_newer_database_is_refused(path):
    connection = open_database(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    refused = refusal(path)
    assert refused.code == "too_new"
    assert "update" in str(refused)


def test_a_network_disk_is_refused(path, monkeypatch):
    monkeypatch.setattr(database, "is_network", lambda folder: True)
    assert refusal(path).code == "network_disk"


def test_this_machines_disk_is_not_a_network_disk(tmp_path, monkeypatch):
    assert not disk.is_network(tmp_path)
    monkeypatch.setattr(disk, "MOUNTS", tmp_path / "nothing")
    assert not disk.is_network(tmp_path)


def test_a_locked_database_is_told(path, monkeypatch):
    holder = open_database(path)
    monkeypatch.setattr(database, "LONGEST_LOCK_S", 0.03)
    holder.execute("BEGIN IMMEDIATE")
    assert refusal(path).code == "locked"
    holder.execute("ROLLBACK")
    holder.close()


def test_a_setting_that_is_not_taken_is_told(path, monkeypatch):
    monkeypatch.setattr(database, "SYNCHRONOUS_FULL", 7)
    assert "synchronous" in str(refusal(path))


def test_migrations_bring_an_older_database_up_and_keep_what_is_in_it(path):
    open_database(path).close()
    more = (*MIGRATIONS, "CREATE TABLE more (a INTEGER) STRICT; INSERT INTO more VALUES (7)")
    for _ in range(2):
        connection = open_database(path, more)
        assert list(connection.execute("SELECT a FROM more")) == [(7,)]
        assert pragmas(connection)["user_version"] == 2
        connection.close()


def test_a_migration_that_fails_leaves_the_version_before(path):
    open_database(path).close()
    refusal(path, migrations=(*MIGRATIONS, "CREATE TABLE more (a INTEGER) STRICT; nonsense"))
    connection = open_database(path)
    assert pragmas(connection)["user_version"] == 1
    assert not list(connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'more'"))
    connection.close()


async def test_a_store_that_cannot_open_says_why(tmp_path):
    with pytest.raises(StoreError):
        await SqliteStore.open(tmp_path / "nothing" / "desk.sqlite")
