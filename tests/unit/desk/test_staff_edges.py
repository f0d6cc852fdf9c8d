"""The staff door to the second: what is said, how long a session holds, what is forgotten, one at a time."""

import asyncio
import hashlib
import threading

import pytest

from kiosk.desk import pins
from kiosk.desk.staff import WrongPin, new_token
from kiosk.desk.unit import Session

PIN, WRONG = "602413", "602414"


async def login(door):
    return await door.login("an", PIN, "192.0.2.7")


async def row(store, token) -> Session | None:
    return await store.read(lambda unit: unit.staff.session(hashlib.sha256(token.encode()).digest()))


def test_a_refusal_says_what_helps():
    assert str(WrongPin(60.4, locked=False)) == "wrong PIN, wait 60 s"
    assert str(WrongPin(0, locked=True)) == "locked: somebody must unlock it on the spot"
    assert (WrongPin(0, locked=False).code, WrongPin(0, locked=True).code) == ("pin_wrong", "pin_locked")


def test_a_token_has_256_bits_and_a_salt_128():
    assert len(new_token()) == 43
    assert new_token() != new_token()
    assert len(pins.new_salt()) == 16


@pytest.mark.parametrize("pin", ["602413", "602413602413", "121212"])
def test_good_pins(pin):
    assert pins.is_good(pin)


async def test_a_session_holds_to_its_last_instant_unused(door, clock):
    token = await login(door)
    clock.pass_s(8 * 3600)
    assert await door.session(token) == "an"
    clock.pass_s(8 * 3600 + 1)
    assert await door.session(token) is None


async def test_a_session_in_use_holds_to_the_last_instant_of_twelve_hours(door, clock):
    token = await login(door)
    for hours in (5, 5, 2):
        clock.pass_s(hours * 3600)
        assert await door.session(token) == "an"
    clock.pass_s(1)
    assert await door.session(token) is None


async def test_being_seen_is_written_when_more_than_a_minute_passed(door, clock, store):
    token = await login(door)
    at_login = clock.now()
    clock.pass_s(60)
    await door.session(token)
    assert (await row(store, token)).seen_at == at_login
    clock.pass_s(1)
    await door.session(token)
    assert (await row(store, token)).seen_at == clock.now()


async def test_a_login_forgets_the_sessions_that_are_over_and_no_others(door, clock, store):
    over = await login(door)
    clock.pass_s(11 * 3600)
    holds = await login(door)
    clock.pass_s(3600 + 1)
    await login(door)
    assert await row(store, over) is None
    assert await row(store, holds) is not None


async def test_unlocking_forgets_all_wrong_tries_and_is_audited(door, clock, store):
    with pytest.raises(WrongPin):
        await door.login("an", WRONG, "192.0.2.7")
    await door.unlock("an")
    record = await store.read(lambda unit: unit.staff.pin("an"))
    assert (record.failures, record.wait_until) == (0, None)
    entry, _ = (await store.read(lambda unit: unit.audit.rows()))[-1]
    assert (entry.actor, entry.step, entry.reason) == ("door", "unlock", "an")


async def test_one_pin_is_looked_at_at_a_time(door, monkeypatch):
    running, most, lock = 0, 0, threading.Lock()
    digest, pause = pins.digest, threading.Event()

    def watched(pin, salt):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        pause.wait(0.02)
        with lock:
            running -= 1
        return digest(pin, salt)

    monkeypatch.setattr(pins, "digest", watched)
    await asyncio.gather(*(door.set_pin(name, PIN) for name in ("an", "binh", "chi")))
    assert most == 1
