"""Which printer it pretends to be. Clones answer less and number their code pages differently."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.devices.printer.font import CODE_PAGES_CLONE, CODE_PAGES_EPSON


@dataclass(frozen=True, slots=True)
class Personality:
    """What a model can do. `identity` maps n of GS I to its text; empty = GS I is not answered."""

    name: str
    job_ids: bool
    automatic_status: bool
    clear_buffers: bool
    identity: Mapping[int, str]
    code_pages: Mapping[int, str]


EPSON = Personality(
    name="epson",
    job_ids=True,
    automatic_status=True,
    clear_buffers=True,
    identity={65: "1.00 SIM", 66: "EPSON", 67: "TM-SIM80", 68: "SIM0000001"},
    code_pages=CODE_PAGES_EPSON,
)
CLONE = Personality(
    name="clone",
    job_ids=False,
    automatic_status=False,
    clear_buffers=False,
    identity={},
    code_pages=CODE_PAGES_CLONE,
)
PERSONALITIES = {personality.name: personality for personality in (EPSON, CLONE)}
