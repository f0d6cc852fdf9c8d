"""What of the printer hands can touch and sensors can see. Plain state; paper is moved by `engine`."""

from dataclasses import dataclass

DOTS_PER_MM = 8
FULL_ROLL_MM = 80_000.0
NEAR_END_MM = 5_000.0


@dataclass(slots=True)
class Body:
    """Cover, roll, cutter, head, button, power. `paper_mm` is left on the roll; None = no roll."""

    paper_mm: float | None = FULL_ROLL_MM
    powered: bool = True
    cover_open: bool = False
    opened_while_printing: bool = False
    blade_blocked: bool = False
    cutter_error: bool = False
    head_hot: bool = False
    feed_pressed: bool = False
    drawer_pin_high: bool = False
    ticket_in_slot: bool = False

    @property
    def paper_end(self) -> bool:
        """The end sensor sees no paper."""
        return self.paper_mm is None or self.paper_mm <= 0

    @property
    def near_end(self) -> bool:
        """The near-end sensor sees a thin roll, or none."""
        return self.paper_mm is None or self.paper_mm <= NEAR_END_MM

    @property
    def error(self) -> bool:
        """An error stops printing until its cause is gone."""
        return self.cutter_error or self.head_hot or self.opened_while_printing

    @property
    def offline(self) -> bool:
        """It takes bytes but acts on none but real-time commands."""
        return self.cover_open or self.paper_end or self.error
