"""Where the robot is in its hall, the way to a place, and the next move on it."""
