"""Bases that take the robot from place to place."""
