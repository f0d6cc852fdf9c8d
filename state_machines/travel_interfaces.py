"""Where the robot may go, what it tells people on the way, and what its pages see of its travels."""

from dataclasses import dataclass

from drivers.motion import TripEnd


@dataclass(frozen=True, slots=True)
class HallPlaces:
    """The places of one hall; `post` is where it serves, None: wherever it stands."""

    places: frozenset[str]
    post: str | None = None
    dock: str | None = None
    waiting_area: tuple[str, ...] = ()  # where a round stops, in this order

    def __post_init__(self) -> None:
        for place in (self.post, self.dock, *self.waiting_area):
            if place is not None and place not in self.places:
                raise ValueError(f"{place!r} is not one of the places of the hall")


@dataclass(frozen=True, slots=True)
class TravelWords:
    """What people around are told: a key of the texts, and the place; `number` tells two alike apart."""

    key: str
    place: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class TravelView:
    """The robot's travels at one moment; `state` is a state of the travel table.

    `place`: where it stands, "" = nowhere in particular. `goal`: of the errand in hand, "" = none. `stops`:
    of a round, still to come. `holds`: why it may not move now. `causes`: conditions in force
    (drivers.motion.MotionReport) the gravest first, or `started`: nobody has looked since it was switched on.
    """

    state: str
    place: str = ""
    goal: str = ""
    guiding: bool = False
    stops: tuple[str, ...] = ()
    battery: int | None = None
    charging: bool = False
    needs_charge: bool = False
    holds: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    last_end: TripEnd | None = None
