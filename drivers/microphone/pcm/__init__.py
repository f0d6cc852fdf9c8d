"""Microphones that send bare samples."""
