"""Loudspeakers that take bare samples."""
