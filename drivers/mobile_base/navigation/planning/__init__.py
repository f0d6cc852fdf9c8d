"""The way through the hall: how near things are, what the way to a goal costs, a line to follow."""
