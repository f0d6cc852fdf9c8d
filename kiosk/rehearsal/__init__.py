"""Whole days of the robot in virtual time, with synthetic people and faults from a seed."""
