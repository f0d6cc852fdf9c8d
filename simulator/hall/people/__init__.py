"""People who walk about a hall, stop, gather, sit, run, and get in a robot's way."""
