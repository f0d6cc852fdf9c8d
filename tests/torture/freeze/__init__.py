"""A robot that is frozen while it drives: the process that owns its wire stands it still."""
