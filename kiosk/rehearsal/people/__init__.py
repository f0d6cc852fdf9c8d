"""Synthetic citizens and staff: what they see, want, do and put up with."""

from kiosk.rehearsal.people.crowd import attend

__all__ = ["attend"]
