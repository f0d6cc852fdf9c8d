"""What is known of one turn of a motor, and what that proves. Pure."""

import math
from dataclasses import dataclass

from drivers.dispenser.modbus.board import Board, Inputs, Motor
from drivers.dispensing import Outcome, Reason


@dataclass(slots=True)
class Turn:
    """One turn, begun at `began` seconds; readings of its inputs follow."""

    board: Board
    motor: Motor
    began: float
    answered: bool = False  # the board said that it closed the relay; a converter's echo looks the same
    closed: bool = False  # the relay was read as closed
    refused: bool = False
    blind: bool = False  # some readings are missing: what was not seen may have been
    dropped: bool = False
    left_home: bool = False
    at_home: bool | None = None
    home_again: float = math.inf

    def see(self, inputs: Inputs, now: float) -> None:
        """One reading, made at `now`."""
        self.dropped = self.dropped or inputs.dropped
        self.at_home = inputs.is_on(self.motor.home)
        if self.at_home is False:
            self.left_home, self.home_again = True, math.inf
        elif self.at_home and self.left_home and self.home_again == math.inf:
            self.home_again = now

    @property
    def lost(self) -> float:
        """When a drop is not to be waited for any longer."""
        ends = min(self.began + self.board.turn_s, self.home_again)
        return ends + self.board.fall_s

    def end(self) -> tuple[Outcome, Reason]:
        """How it ended, once nothing more is to be waited for."""
        if self.dropped:
            return Outcome.GIVEN, Reason.DROP_SEEN
        if self.refused:
            return Outcome.FAILED, Reason.REFUSED
        if self.blind:
            return Outcome.UNCERTAIN, Reason.CONNECTION_LOST
        if self.left_home or self.at_home is None:
            return Outcome.UNCERTAIN, Reason.MOTOR_RUNS_ON if self.at_home is False else Reason.NO_DROP
        if self.answered or self.closed:
            return Outcome.FAILED, Reason.MOTOR_MISSING
        return Outcome.FAILED, Reason.NEVER_ARRIVED
