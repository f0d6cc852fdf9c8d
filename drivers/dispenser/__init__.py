"""Dispensers, and what speaks their protocols."""
