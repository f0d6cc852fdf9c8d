"""The base's battery: discharge, charge, dock and adapter."""

from dataclasses import replace

import pytest

from simulator.devices.mobile_base.battery import CHARGES, VOLTS, Battery
from tests.unit.simulator.mobile_base.rig import Rig


def percent(volts: float) -> float:
    """As hosts reckon it."""
    return min(100.0, max(0.0, 95 * (volts - 13.2) / (16.5 - 13.2) + 5))


@pytest.mark.parametrize("wanted", [0, 5, 15, 50, 90, 100])
def test_set_to_a_percentage_it_is_told_as_that(wanted):
    assert percent(Battery(4.4, wanted).volts) == pytest.approx(wanted, abs=0.01)


def test_the_curve_rises():
    assert list(CHARGES) == sorted(CHARGES) and list(VOLTS) == sorted(VOLTS)


def test_it_falls_with_use_and_faster_with_more():
    idle, busy = Battery(4.4, 100), Battery(4.4, 100)
    volts = []
    for _ in range(60):
        idle.pass_time(60, 0.7, on_dock=False)
        busy.pass_time(60, 3.0, on_dock=False)
        volts.append(idle.volts)
    assert volts == sorted(volts, reverse=True)
    assert 0.8 < idle.charge < 0.9 and 0.25 < busy.charge < 0.4 and busy.volts < idle.volts


def test_it_is_charged_on_the_dock_and_by_the_adapter():
    battery = Battery(4.4, 80)
    assert battery.charger == 0
    battery.pass_time(1, 0.7, on_dock=True)
    assert battery.charger == 0x06
    battery.adapter = True
    assert battery.charger == 0x16
    for _ in range(200):
        battery.pass_time(60, 0.7, on_dock=True)
    assert battery.charger == 0x12 and battery.volts == pytest.approx(16.7)
    battery.adapter = False
    assert battery.charger == 0x02
    battery.pass_time(60, 0.7, on_dock=False)
    assert battery.charger == 0 and battery.volts < 16.5


def test_hosts_hear_of_it():
    rig = Rig()
    rig.hands("set_battery", percent=50)
    heard = rig.wait()
    assert heard.battery == pytest.approx(147, abs=1) and heard.charger == 0
    rig.hands("adapter_in")
    assert rig.wait().charger == 0x16
    rig.hands("adapter_out")
    assert rig.wait().charger == 0
    rig.body.around = replace(rig.body.around, on_dock=True)
    assert rig.wait().charger == 0x06
    assert rig.happened("charger") == ["adapter charging", "discharging", "dock charging"]


def test_an_empty_one_switches_it_off():
    rig = Rig(battery_percent=0)
    rig.base.battery.charge = 1e-7
    rig.wait(1)
    assert rig.happened("battery_empty") == [""] and rig.line.state()["power"] == "off"
    rig.hands("power_on")
    rig.wait(3)
    assert len(rig.happened("battery_empty")) == 2
    rig.hands("adapter_in")
    rig.hands("power_on")
    assert rig.wait(3).charger == 0x16
