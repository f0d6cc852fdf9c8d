"""The simulated relay board on a real serial wire, asked by an independent Modbus host (pymodbus)."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pymodbus.client import ModbusSerialClient


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Path]:
    command = [sys.executable, "-m", "simulator", "--data", str(tmp_path), "--bench-port", "0"]
    with subprocess.Popen([*command, "--dispenser", "modbus"], stdout=subprocess.PIPE, text=True) as process:
        wire, end = tmp_path / "wires/dispenser", time.monotonic() + 60
        while not wire.is_symlink() and time.monotonic() < end:
            time.sleep(0.05)
        yield wire
        process.terminate()


def test_a_coil_gives_an_item_and_the_counters_tell(wire):
    with ModbusSerialClient(str(wire), baudrate=9600, timeout=2) as host:
        assert host.read_discrete_inputs(0, count=8, device_id=1).bits[:4] == [False, True, False, False]
        assert not host.write_coil(0, True, device_id=1).isError()
        assert host.write_coil(1, True, device_id=1).exception_code == 6
        end = time.monotonic() + 20
        while not host.read_discrete_inputs(0, count=8, device_id=1).bits[0] and time.monotonic() < end:
            time.sleep(0.1)
        assert host.read_input_registers(0, count=4, device_id=1).registers == [1, 9, 1, 0]
        assert host.write_coils(0, [False] * 6, device_id=1).isError() is False
        assert host.read_holding_registers(0, count=2, device_id=1).registers == [10, 1]
        assert host.write_register(1, 0, device_id=1).isError() is False
        assert host.read_coils(6, count=1, device_id=1).exception_code == 2
