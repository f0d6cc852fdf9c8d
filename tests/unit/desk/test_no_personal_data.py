"""A whole day at the desk leaves nothing of a person on disk: there is no place for it to come in."""

import dataclasses

from kiosk.desk.model import Ticket
from kiosk.desk.staff import StaffDoor

CANARY_ADDRESS = "203.0.113.77"
CANARY_PIN = "813057"
PERSONAL = {"name", "phone", "address", "birth", "identity", "card", "email", "gender", "face"}


async def test_addresses_pins_and_tokens_are_nowhere_on_disk(site, store, clock, tmp_path, asks):
    site.with_paper = True
    desk, door = site.desk(store, clock), StaffDoor(store, clock)
    await door.set_pin("counter-1", CANARY_PIN)
    token = await door.login("counter-1", CANARY_PIN, CANARY_ADDRESS)
    for priority in (None, "elderly"):
        await desk.issue("papers", asks(), priority=priority)
    await desk.call_next("1", actor="counter-1")
    await desk.transfer("1", "cash", actor="counter-1")
    clock.pass_s(24 * 3600)
    await desk.issue("papers", asks())
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for canary in (CANARY_ADDRESS, CANARY_PIN, token):
        assert canary.encode() not in kept


def test_a_ticket_has_no_field_for_a_person():
    assert not PERSONAL & {field.name for field in dataclasses.fields(Ticket)}
