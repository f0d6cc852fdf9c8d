"""Coordination: the visit of one citizen, the mode of the robot, jobs."""
