"""What the robot counts of itself, for Prometheus. Nothing of a person, no ticket: services, states, sums."""
