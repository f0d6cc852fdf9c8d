"""How a dispenser is built."""

from dataclasses import dataclass, field

from simulator.devices.interfaces import PUBLIC, ROBOT

VMC, MODBUS = "vmc", "modbus"
SPIRAL, BELT = "spiral", "belt"


@dataclass(frozen=True, slots=True)
class SlotOptions:
    """A slot as it was filled in the morning. `product_id`, `price`: what a vending controller knows."""

    number: int
    product: str
    product_id: int
    items: int = 10
    capacity: int = 10
    price: int = 0
    motor_s: float = 2.5
    mode: str = SPIRAL


SLOTS = (
    SlotOptions(1, "water", 1),
    SlotOptions(2, "water", 1),
    SlotOptions(3, "ginger sweet", 2, 12, 12, mode=BELT),
    SlotOptions(4, "peanut sweet", 3, 12, 12, mode=BELT),
    SlotOptions(5, "sugar-free sweet", 4, 12, 12),
    SlotOptions(6, "biscuit", 5, 8, 8),
)


@dataclass(frozen=True, slots=True)
class DispenserOptions:
    """What the manuals leave open is an option.

    `counts_at_start`: the controller takes an item off its inventory when the motor starts (and puts it back
    when none fell), not at the end. `echoes_pack`: its answers carry the number of the question.
    `baud` None: as the model has it. `unit`: address on a Modbus line.
    """

    model: str = VMC
    slots: tuple[SlotOptions, ...] = field(default=SLOTS)
    baud: int | None = None
    poll_s: float = 0.2
    answer_s: float = 0.1
    resends: int = 5
    sensor_wait_s: float = 1.0
    boot_s: float = 2.0
    little_endian: bool = False
    deduplicates: bool = False
    long_reports: bool = False
    echoes_pack: bool = True
    counts_at_start: bool = True
    unit: int = 1
    connectors: tuple[str, ...] = (PUBLIC, ROBOT)
