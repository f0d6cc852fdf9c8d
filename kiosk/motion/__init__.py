"""The robot moves: its travels over the rooms, and the process that drives its base."""
