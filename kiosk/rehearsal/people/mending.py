"""What staff do to the printer for each trouble the robot tells them of, try after try."""

import asyncio
from random import Random

from kiosk.rehearsal.people.interfaces import HallSeenByPeople
from kiosk.rehearsal.people.scene import drawn_s

HANDS_S = (1.0, 8.0)  # from one act to the next
NEW_ROLL = ("open_cover", "remove_roll", "insert_roll", "close_cover")
MENDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "paper_out": (NEW_ROLL,),
    "paper_low": (NEW_ROLL,),
    "cover_open": (("close_cover",),),
    "cutter_jam": (
        ("clear_cutter",),
        ("open_cover", "clear_cutter", "close_cover"),
        ("clear_cutter", "power_cycle"),
    ),
    "printer_error": (("clear_cutter", "close_cover"), ("power_cycle",)),
    "printer_unplugged": (("plug_cable", "power_on"), ("plug_cable", "power_cycle")),
    "printer_silent": (("plug_cable", "power_on"), ("power_cycle",)),
}
MOST_TRIES = 5  # then a technician is called


def knows_a_mend(fault: str, tries: int) -> bool:
    """Whether staff try (again)."""
    return fault in MENDS and tries < MOST_TRIES


async def mend(hall: HallSeenByPeople, fault: str, tries: int, chance: Random) -> None:
    """Do what the `tries`-th try is; the last way again when there is no other."""
    ways = MENDS[fault]
    for act in ways[min(tries, len(ways) - 1)]:
        await asyncio.sleep(drawn_s(chance, *HANDS_S))
        hall.hands(act)
