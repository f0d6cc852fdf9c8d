"""What the citizen is told of the paper with the number."""

from state_machines.trouble import Troubles

STILL_PRINTS = frozenset({"paper_low"})
PAPER = {
    "off": "none",
    "planned": "printing",
    "sent": "printing",
    "done": "ready",
    "moved": "ready",
    "presented": "ready",
    "taken": "taken",
}


def paper_told(print_state: str, troubles: Troubles) -> str:
    """none, printing, ready, taken or trouble."""
    paper = PAPER.get(print_state, "trouble")
    return "trouble" if paper == "printing" and _printer_stuck(troubles) else paper


def _printer_stuck(troubles: Troubles) -> bool:
    return any(
        trouble.device == "printer" and trouble.fault.code not in STILL_PRINTS
        for trouble in troubles.current()
    )
