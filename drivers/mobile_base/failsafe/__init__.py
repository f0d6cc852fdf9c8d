"""What stops a robot: one table of conditions, and what stays until a person has looked."""

from drivers.mobile_base.failsafe.latch import Latch
from drivers.mobile_base.failsafe.rules import LATCHED, RULES, Action, Condition, Decision, Rule, decide

__all__ = ["LATCHED", "RULES", "Action", "Condition", "Decision", "Latch", "Rule", "decide"]
