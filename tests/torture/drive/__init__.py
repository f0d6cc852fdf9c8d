"""Thousands of trips through halls in virtual time, by seed."""
