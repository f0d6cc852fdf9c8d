"""Work in a process of its own, so that a library that hangs or dies never takes the robot with it."""
