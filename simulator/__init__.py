"""A program of its own: the other side of every wire, written from the device manuals."""
