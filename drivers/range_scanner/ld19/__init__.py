"""LD06 and LD19, which turn as soon as they have power."""
