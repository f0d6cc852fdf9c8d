"""Every parser by name: what it is fed with, and the property that must hold for each input."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import hypothesis.strategies as st

from tests.torture.fuzz import base_wire, dispenser_wires, files, inputs, map_files, motion_wires, wires


@dataclass(frozen=True)
class Parser:
    """One parser under fuzz."""

    name: str
    inputs: st.SearchStrategy[Any]
    holds: Callable[[Any], None]


PARSERS = (
    Parser("printer answers", wires.in_pieces(wires.answers), wires.printer_answers),
    Parser("printer answers, resynchronisation", wires.in_pieces(wires.answers), wires.resynchronisation),
    Parser("printer conversation", wires.in_pieces(wires.answers), wires.conversation),
    Parser("printer status bytes", wires.in_pieces(wires.answers), wires.status_bytes),
    Parser("job numbers", st.integers(0, 1 << 63), wires.job_numbers),
    Parser("host commands (simulator)", wires.in_pieces(wires.commands), wires.host_commands),
    Parser("range scanner, LD19", wires.in_pieces(motion_wires.ld19_said), motion_wires.ld19),
    Parser("range scanner, RPLIDAR A1", wires.in_pieces(motion_wires.a1_said), motion_wires.a1),
    Parser(
        "vending controller", wires.in_pieces(dispenser_wires.controller_said), dispenser_wires.controller
    ),
    Parser("vending controller, whole drive", dispenser_wires.turns, dispenser_wires.exchange),
    Parser("relay board answers", wires.in_pieces(dispenser_wires.board_said), dispenser_wires.board),
    Parser("base feedback", wires.in_pieces(base_wire.feedback), base_wire.kobuki),
    Parser("base commands (simulator)", wires.in_pieces(motion_wires.base_told), motion_wires.base_commands),
    Parser("configuration", files.spoilt_files | files.signs | files.deep, files.configuration),
    Parser("map of ROS", map_files.ros_maps, map_files.ros_map),
    Parser("hall", map_files.descriptions, map_files.hall),
    Parser("scenarios", files.spoilt_files | files.signs | files.deep, files.scenario),
    Parser("recordings", files.recordings, files.recording),
    Parser("ticket layout", st.text(alphabet="{}ab!:[]. ", max_size=20) | st.text(), files.layout_text),
    Parser(
        "mount table", st.text(alphabet=" /srvkio\n\\040nfs4", max_size=80) | st.text(), files.mount_table
    ),
    Parser("version of SQLite", st.text(alphabet="0123456789.", max_size=12) | st.text(), files.version),
    Parser("database file", files.damages, files.database),
    Parser("device address", inputs.addresses | st.text(), inputs.address),
    Parser("form", inputs.forms, inputs.form),
    Parser("command line", inputs.words, inputs.command_line),
    Parser("command line (simulator)", inputs.words, inputs.simulator_command_line),
    Parser("PIN", inputs.digits, inputs.pin),
)
