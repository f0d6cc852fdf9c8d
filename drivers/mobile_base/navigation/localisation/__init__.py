"""Where the robot is on its map, by what its scanner sees, and whether that can be so. Pure."""
