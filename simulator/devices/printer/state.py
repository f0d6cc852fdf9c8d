"""The printer as a person in front of it sees it, as plain values for the bench page."""

from simulator.devices.printer.body import DOTS_PER_MM, FULL_ROLL_MM, Body
from simulator.devices.printer.paper import PaperWeb


def state_of(body: Body, web: PaperWeb, ready: bool) -> dict[str, object]:
    """Words follow XFS4IoT: paper full, low, out, jammed."""
    return {
        "power": _power(body, ready),
        "online": ready and not body.offline,
        "cover": "open" if body.cover_open else "closed",
        "paper": _paper(body),
        "roll": "absent" if body.paper_mm is None else "present",
        "paper_mm": round(body.paper_mm or 0),
        "paper_share": round((body.paper_mm or 0) / FULL_ROLL_MM, 4),
        "cutter": "jammed" if body.cutter_error or body.blade_blocked else "ok",
        "head": "hot" if body.head_hot else "ok",
        "feed_button": "pressed" if body.feed_pressed else "released",
        "slot": "ticket" if body.ticket_in_slot else "empty",
        "slot_mm": round(web.rows_out / DOTS_PER_MM),
    }


def _power(body: Body, ready: bool) -> str:
    if not body.powered:
        return "off"
    return "on" if ready else "starting"


def _paper(body: Body) -> str:
    if body.paper_end:
        return "out"
    return "low" if body.near_end else "full"
