"""One slot of the machine: what is in it, its motor, and where its items have gone."""

from dataclasses import dataclass

from simulator.devices.dispenser.options import SPIRAL, SlotOptions

FALLS_AT = 0.8  # share of a turn at which the item falls
WELL, STALLED, MISSING = "ok", "stalled", "missing"


@dataclass(slots=True)
class Slot:
    """`items`, `in_tray`, `taken` are the truth; `counted` is what its controller believes is left.

    `paused`: the controller has marked it as jammed. `turned`: share of a turn in which a power cut left it.
    `late_s`, `runs_on_with`: of its next turn.
    """

    number: int
    product: str
    product_id: int
    items: int
    capacity: int
    price: int
    motor_s: float
    mode: str
    counted: int
    put_in: int
    paused: bool = False
    jammed: bool = False
    motor: str = WELL
    late_s: float = 0.0
    runs_on_with: int = 0
    turned: float = 0.0
    drives: int = 0
    fallen: int = 0
    in_tray: int = 0
    taken: int = 0

    @classmethod
    def of(cls, made: SlotOptions) -> "Slot":
        """A slot as it was made and filled."""
        return cls(
            number=made.number,
            product=made.product,
            product_id=made.product_id,
            items=made.items,
            capacity=made.capacity,
            price=made.price,
            motor_s=made.motor_s,
            mode=made.mode,
            counted=made.items,
            put_in=made.items,
        )

    @property
    def turn_s(self) -> float:
        """How long its next turn lasts: a spiral stops where it is at home, a belt after its time."""
        return self.motor_s * (1.0 - self.turned if self.mode == SPIRAL else 1.0)

    @property
    def fall_s(self) -> float:
        """When in its next turn the first item falls."""
        return self.motor_s * max(FALLS_AT - self.turned, 0.0)

    def state(self) -> dict[str, object]:
        """What a person who opens the machine could count and see."""
        return {
            "slot": self.number,
            "product": self.product,
            "capacity": self.capacity,
            "left": self.items,
            "counted": self.counted,
            "in_tray": self.in_tray,
            "fallen": self.fallen,
            "taken": self.taken,
            "put_in": self.put_in,
            "drives": self.drives,
            "mode": self.mode,
            "motor": self.motor,
            "motor_s": self.motor_s,
            "jammed": self.jammed,
            "paused": self.paused,
        }
