"""A 2D scanner on a serial line: what is held to its window goes over the wire as text."""
