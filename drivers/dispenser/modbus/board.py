"""How a board is wired, as an installer tells it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Motor:
    """One slot: the relay that lets its motor make a turn, the inputs that are on at home and when low."""

    coil: int
    home: int | None = None
    low: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A board's inputs and relays by number, from 0. `inverted` are inputs that are off when it is so.

    `drop` is latched until the relay `drop_reset` is pulsed, or 0 is written to the holding register
    `drop_register`; where neither is there, reading clears it.
    """

    motors: Mapping[int, Motor]
    drop: int
    drop_reset: int | None = None
    drop_register: int | None = None
    tray: int | None = None  # on while something lies in it
    door: int | None = None  # on while it is open
    inverted: frozenset[int] = field(default_factory=frozenset)
    unit: int = 1
    pulse_s: float = 0.3  # the relay is closed for so long; the home switch's cam ends the turn
    turn_s: float = 8.0
    fall_s: float = 2.0  # behind the end of a turn
    take_s: float = 30.0

    def __post_init__(self) -> None:
        """Raises ValueError for a wiring that cannot be."""
        coils = [motor.coil for motor in self.motors.values()]
        if self.drop_reset is not None:
            coils.append(self.drop_reset)
        if len(set(coils)) < len(coils):
            raise ValueError("two things at one relay")
        if any(not 0 <= number < 256 for number in (*coils, *self.inputs)):
            raise ValueError("a relay or an input that no board has")

    @property
    def inputs(self) -> Sequence[int]:
        """The inputs in use."""
        ends = (self.drop, self.tray, self.door)
        motors = [number for motor in self.motors.values() for number in (motor.home, motor.low)]
        return [number for number in (*ends, *motors) if number is not None]

    @property
    def input_count(self) -> int:
        """How many are read at once."""
        return max(self.inputs) + 1


@dataclass(frozen=True, slots=True)
class Inputs:
    """One reading of all inputs."""

    board: Board
    bits: Sequence[bool]

    def is_on(self, number: int | None) -> bool | None:
        """Whether that is so; None for what is not wired."""
        return None if number is None else self.bits[number] is not (number in self.board.inverted)

    @property
    def dropped(self) -> bool:
        """The drop sensor's latch."""
        return bool(self.is_on(self.board.drop))
