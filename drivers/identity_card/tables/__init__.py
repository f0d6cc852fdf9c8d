"""Soft labels for the first three digits of a personal number."""
