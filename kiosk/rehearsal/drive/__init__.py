"""One trip of the robot through a hall in virtual time, with both its devices at simulated wires."""
