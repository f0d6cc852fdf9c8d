"""Trips during which, by seed, things go wrong; judged by what the wires carried and the hall saw."""
