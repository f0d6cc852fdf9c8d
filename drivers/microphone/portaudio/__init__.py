"""Microphones of this machine."""
