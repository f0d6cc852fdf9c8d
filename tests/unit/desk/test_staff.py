import asyncio
from datetime import timedelta

import pytest

from kiosk.desk import pins
from kiosk.desk.model import NotAllowed, UnknownName
from kiosk.desk.staff import StaffDoor, WrongPin

PIN, WRONG = "602413", "602414"


async def wrong(door, name="an"):
    with pytest.raises(WrongPin) as refused:
        await door.login(name, WRONG, "192.0.2.7")
    return refused.value


async def test_the_right_pin_opens_a_session(door):
    token = await door.login("an", PIN, "192.0.2.7")
    assert await door.session(token) == "an"
    assert await door.session(token + "x") is None
    await door.logout(token)
    await door.logout(token)
    assert await door.session(token) is None


async def test_names_are_listed_sorted(door):
    await door.set_pin("binh", PIN)
    assert await door.names() == ("an", "binh")


@pytest.mark.parametrize(
    "pin", ["12345", "123456", "654321", "901234", "111111", "60241a", "6024130000000", "６０２４１３", ""]
)
async def test_weak_pins_are_refused(door, pin):
    with pytest.raises(NotAllowed) as refused:
        await door.set_pin("an", pin)
    assert refused.value.code == "pin_weak"


async def test_after_five_wrong_tries_waits_double_up_to_an_hour(door, clock):
    waits = []
    for _ in range(13):
        refused = await wrong(door)
        waits.append(refused.wait_s / 60)
        clock.pass_s(refused.wait_s)
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_while_waiting_not_even_the_right_pin_is_looked_at_and_no_try_counts(door, clock):
    for _ in range(5):
        await wrong(door)
    clock.pass_s(20)
    with pytest.raises(WrongPin) as refused:
        await door.login("an", PIN, "192.0.2.7")
    assert (refused.value.wait_s, refused.value.code) == (40, "pin_wrong")
    clock.pass_s(40)
    assert await door.login("an", PIN, "192.0.2.7")


async def test_the_right_pin_forgets_the_wrong_ones(door):
    for _ in range(2):
        for _ in range(4):
            await wrong(door)
        await door.login("an", PIN, "192.0.2.7")


async def test_twenty_wrong_tries_lock_until_somebody_unlocks(door, clock):
    for _ in range(20):
        clock.pass_s((await wrong(door)).wait_s)
    with pytest.raises(WrongPin) as refused:
        await door.login("an", PIN, "192.0.2.7")
    assert (refused.value.locked, refused.value.code) == (True, "pin_locked")
    await door.unlock("an")
    assert await door.login("an", PIN, "192.0.2.7")
    with pytest.raises(UnknownName):
        await door.unlock("nobody")


async def test_tries_count_across_a_restart(door, store, clock):
    for _ in range(5):
        await wrong(door)
    assert (await wrong(StaffDoor(store, clock))).wait_s == 60


async def test_guesses_at_the_same_time_cost_as_much_as_one_by_one(door):
    guesses = [door.login("an", f"{guess:06d}", "192.0.2.7") for guess in range(700000, 700030)]
    refused = await asyncio.gather(*guesses, return_exceptions=True)
    assert all(isinstance(one, WrongPin) for one in refused)
    assert sum(one.wait_s == 0 for one in refused) == 4


async def test_an_unknown_name_is_a_wrong_pin(door):
    assert (await wrong(door, "nobody")).wait_s == 0


async def test_guessing_raises_an_alarm_and_keeps_no_address(door, store, tmp_path):
    alarms = []
    door.on_alarm(alarms.append)
    for _ in range(5):
        await wrong(door)
    await asyncio.sleep(0)
    assert [(alarm.name, alarm.address, alarm.failures, alarm.locked) for alarm in alarms] == [
        ("an", "192.0.2.7", 5, False)
    ]
    steps = [entry.step for entry, _ in await store.read(lambda unit: unit.audit.rows())]
    assert steps == ["pin_set", "pin_alarm"]
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"192.0.2.7" not in kept
    assert PIN.encode() not in kept


async def test_a_session_ends_when_unused_for_eight_hours_or_after_twelve(door, clock):
    token = await door.login("an", PIN, "")
    clock.pass_s(7 * 3600)
    assert await door.session(token) == "an"
    clock.pass_s(4.5 * 3600)
    assert await door.session(token) == "an"
    clock.pass_s(1800 + 1)
    assert await door.session(token) is None
    unused = await door.login("an", PIN, "")
    clock.pass_s(8 * 3600 + 1)
    assert await door.session(unused) is None


async def test_a_new_pin_ends_the_sessions_and_the_wait(door):
    token = await door.login("an", PIN, "")
    for _ in range(5):
        await wrong(door)
    await door.set_pin("an", "771204")
    assert await door.session(token) is None
    assert await door.login("an", "771204", "")


async def test_a_program_has_one_token_a_label(door):
    old, new = await door.new_token("robot"), await door.new_token("robot")
    assert await door.token(old) is None
    assert await door.token(new) == "robot"
    assert await door.token(await door.login("an", PIN, "")) is None


async def test_no_token_is_kept_as_it_is(door, tmp_path):
    tokens = [await door.login("an", PIN, ""), await door.new_token("robot")]
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(token.encode() in kept for token in tokens)


def test_scrypt_is_as_slow_as_was_settled(monkeypatch):
    monkeypatch.undo()
    assert (pins.SCRYPT_N, pins.SCRYPT_R, pins.SCRYPT_P) == (2**15, 8, 1)
    digest = pins.digest(PIN, b"salt")
    assert pins.matches(PIN, b"salt", digest)
    assert not pins.matches(WRONG, b"salt", digest)


def test_the_waits_are_those_of_the_table():
    minutes = [pins.wait_after(failures) / timedelta(minutes=1) for failures in range(13)]
    assert minutes == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert [pins.is_locked(failures) for failures in (19, 20)] == [False, True]
