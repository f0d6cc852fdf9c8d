"""What staff order the robot to do, from the page and from programs."""

from collections.abc import Callable

from state_machines.travel_runner import TravelRunner

PLACED = frozenset({"send", "locate"})  # orders that need a place


class BadOrder(ValueError):
    """There is no such order, or no such place; why."""


def give(travel: TravelRunner, order: str, place: str | None = None) -> None:
    """Carry `order` out. Raises `BadOrder`, and `NotAllowedNow` with what stands in the way."""
    placed = {"send": travel.send_to, "locate": travel.locate}
    simple: dict[str, Callable[[], None]] = {
        "home": travel.go_home,
        "dock": travel.dock,
        "round": travel.begin_round,
        "pause": travel.pause,
        "resume": travel.resume,
        "stop": travel.stop,
        "release": travel.release,
    }
    try:
        if order in placed:
            placed[order](_named(order, place))
        elif order in simple:
            simple[order]()
        else:
            raise BadOrder(f"there is no order {order!r}; there are: {', '.join((*placed, *simple))}")
    except ValueError as error:
        raise BadOrder(str(error)) from error


def _named(order: str, place: str | None) -> str:
    if not place:
        raise BadOrder(f"{order} needs a place")
    return place
