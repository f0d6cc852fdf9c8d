"""What is kept of a card: an entry in the audit, and a key that is gone in time."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.desk.audit import first_broken
from kiosk.desk.card_keys import FOLDER, KEY_BYTES, DayKeys
from kiosk.desk.cards import CardLog, CardRecord, keyed

DAY = date(2026, 11, 24)
NUMBER = "099095012345"
RECORD = CardRecord(
    "intact_issuer_unknown",
    number=NUMBER,
    checks={"signature": "passed", "chain": "not_checked: no_anchor"},
    evidence={"active_challenge": "aa", "signer_sha256": "bb", "signature": "cc", "chip_key_sha256": "dd"},
    differs=("residence",),
)


@pytest.fixture
def keys(tmp_path: Path) -> DayKeys:
    return DayKeys(tmp_path / "data", keep_days=30)


async def entries(store) -> list:
    return [entry for entry, _ in await store.read(lambda unit: unit.audit.rows())]


def test_a_day_has_one_key_of_its_own(keys: DayKeys, tmp_path: Path) -> None:
    key = keys.of(DAY)
    assert len(key) == KEY_BYTES and keys.of(DAY) == key != keys.of(DAY + timedelta(days=1))
    assert DayKeys(tmp_path / "data", 30).of(DAY) == key  # another life of the program
    folder = tmp_path / "data" / FOLDER
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert {oct(file.stat().st_mode & 0o777) for file in folder.iterdir()} == {"0o600"}


def test_a_key_cut_short_is_made_anew(keys: DayKeys, tmp_path: Path) -> None:
    keys.of(DAY)
    file = tmp_path / "data" / FOLDER / "2026-11-24.key"
    file.write_bytes(b"half")
    assert len(keys.of(DAY)) == KEY_BYTES == len(file.read_bytes())


@pytest.mark.parametrize("keep_days", [0, 1, 30])
def test_keys_are_destroyed_when_their_time_is_over(tmp_path: Path, keep_days: int) -> None:
    keys = DayKeys(tmp_path, keep_days)
    for age in range(40):
        keys.of(DAY - timedelta(days=age))
    (tmp_path / FOLDER / "strange.key").write_bytes(b"?")
    (tmp_path / FOLDER / "note.txt").write_text("not a key")
    assert keys.destroy_old(DAY) == 40 - keep_days
    left = sorted(file.name for file in (tmp_path / FOLDER).iterdir())
    kept = [f"{DAY - timedelta(days=age)}.key" for age in range(keep_days + 1)]
    assert left == sorted([*kept, "note.txt"])
    assert keys.destroy_old(DAY) == 0


def test_a_key_is_overwritten_before_its_file_goes(
    keys: DayKeys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, last = keys.of(DAY), []
    unlink = Path.unlink
    monkeypatch.setattr(Path, "unlink", lambda file: (last.append(file.read_bytes()), unlink(file)))
    assert keys.destroy_old(DAY + timedelta(days=31)) == 1
    assert len(last[0]) == KEY_BYTES and last[0] != key


def test_without_a_folder_there_is_nothing_to_destroy(keys: DayKeys) -> None:
    assert keys.destroy_old(DAY) == 0


async def test_a_reading_is_one_chained_entry_that_names_nobody(site, store, clock, keys: DayKeys) -> None:
    log = CardLog(store, clock, site.calendar, keys, "robot-1")
    await log.add(RECORD)
    await log.add(CardRecord("given_up", "no_code"))
    first, second = await entries(store)
    assert (first.step, first.actor, first.ticket_id) == ("card:intact_issuer_unknown", "robot-1", None)
    said, key = json.loads(first.reason), keys.of(DAY)
    assert said["card"] == keyed(key, "number", NUMBER) and said["differs"] == ["residence"]
    assert said["evidence"] == {
        "active_challenge": "aa",
        "signer_sha256": "bb",
        "signature": keyed(key, "signature", "cc"),
        "chip_key_sha256": keyed(key, "chip_key_sha256", "dd"),
    }
    assert (second.step, json.loads(second.reason)) == ("card:given_up", {"cause": "no_code"})
    assert first_broken(await store.read(lambda unit: unit.audit.rows())) is None


async def test_the_same_card_is_known_on_its_day_only(site, store, clock, keys: DayKeys) -> None:
    log = CardLog(store, clock, site.calendar, keys, "robot-1")
    await log.add(RECORD)
    await log.add(RECORD)
    clock.pass_s(24 * 3600)
    await log.add(RECORD)
    hashes = [json.loads(entry.reason)["card"] for entry in await entries(store)]
    assert hashes[0] == hashes[1] != hashes[2]
    clock.pass_s(30 * 24 * 3600)
    assert log.destroy_old_keys() == 1  # the first day's; its hash means nothing now
    assert keyed(keys.of(DAY), "number", NUMBER) != hashes[0]


def test_a_record_hides_whose_it_is() -> None:
    assert NUMBER not in repr(RECORD)
