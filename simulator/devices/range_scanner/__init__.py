"""Lidars on a serial line: LD19 and RPLIDAR A1, and what a person can do to them."""
