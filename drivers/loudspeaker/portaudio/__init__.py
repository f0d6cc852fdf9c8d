"""Loudspeakers of this machine."""
