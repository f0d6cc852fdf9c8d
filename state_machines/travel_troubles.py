"""What staff are told of the robot's travels, besides what the base says of itself."""

from drivers.status import Action, Fault
from state_machines.travel_interfaces import TravelView

STARTED = "started"  # the cause that nobody has looked since it was switched on
LOST = "localisation_lost"

STOPPED = Fault("travel_stopped", Action.CLEAR)
ASTRAY = Fault("travel_lost", Action.CLEAR)
BLOCKED = Fault("travel_blocked", Action.CLEAR)
FLAT = Fault("travel_battery_low", Action.CLEAR)


def faults_of_travel(
    view: TravelView, *, base_says_why: bool, blocked: bool, cannot_charge: bool
) -> tuple[Fault, ...]:
    """What is wrong now; why it stands is told once. Just switched on, it only waits to be let go."""
    faults = []
    if view.state == "needs_person" and STARTED not in view.causes:
        if LOST in view.causes:
            faults.append(ASTRAY)
        elif not base_says_why:
            faults.append(STOPPED)
    elif blocked:
        faults.append(BLOCKED)
    if cannot_charge:
        faults.append(FLAT)
    return tuple(faults)
