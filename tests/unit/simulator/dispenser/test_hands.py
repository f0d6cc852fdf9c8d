"""What hands do to the dispenser, and that no item is made or lost."""

import random

import pytest

from simulator.devices.dispenser.acts import OF_THE_CONTROLLER, OF_THE_MACHINE
from simulator.devices.interfaces import ActRefused
from tests.unit.simulator.dispenser.rig import Rig, drive


@pytest.mark.parametrize(
    ("act", "parameters", "told"),
    [
        ("jam_slot", {"slot": 77}, "there is no slot 77; there are: 1, 2, 3, 4, 5, 6"),
        ("jam_slot", {"slot": 1.5}, "there is no slot 1.5"),
        ("fill_slot", {"slot": 1, "items": 1}, "slot 1 takes 0 more, not 1"),
        ("recount", {"slot": 9, "items": 1}, "there is no slot 9"),
        ("take_item", {}, "the tray is empty"),
        ("shake", {}, "has no act 'shake'"),
    ],
)
def test_what_makes_no_sense_is_refused(act, parameters, told):
    with pytest.raises(ActRefused, match=told):
        Rig().hands(act, **parameters)


def test_filling_and_emptying():
    rig = Rig()
    rig.hands("empty_slot", slot=1)
    assert rig.line.state()["empty"] == [1] and rig.slot()["counted"] == 10
    rig.hands("fill_slot", slot=1, items=4)
    assert rig.slot()["left"] == 4
    rig.hands("fill_slot", slot=1)
    assert rig.slot()["left"] == 10 and rig.happened("slot_filled")[-1] == "slot 1, 6 more"


@pytest.mark.parametrize("act", [*OF_THE_MACHINE, *OF_THE_CONTROLLER], ids=lambda act: act.name)
def test_every_act_is_told_and_labelled_in_both_languages(act):
    rig = Rig()
    rig.to_send.append(drive(1, 1))
    rig.wait(5)
    rig.hands("empty_slot", slot=1)
    before = len(rig.events)
    rig.hands(act.name)
    assert len(rig.events) > before and act.label["vi"] and act.label["en"]


@pytest.mark.parametrize("seed", range(20))
def test_no_item_is_made_or_lost(seed):
    chance = random.Random(seed)
    rig = Rig()
    for _ in range(60):
        act = chance.choice([*OF_THE_MACHINE, *OF_THE_CONTROLLER])
        given = {"slot": chance.randint(1, 6)} if any(p.name == "slot" for p in act.parameters) else {}
        try:
            rig.hands(act.name, **given)
        except ActRefused:
            rig.to_send.append(drive(chance.randint(1, 255), chance.randint(1, 7)))
        rig.wait(chance.random() * 4)
        for slot in rig.line.state()["slots"]:
            assert slot["put_in"] == slot["left"] + slot["fallen"], slot
            assert slot["fallen"] == slot["in_tray"] + slot["taken"], slot
            assert 0 <= slot["left"] <= slot["capacity"]
