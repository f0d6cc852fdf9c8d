"""Where the shipped configuration is."""

from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[2] / "config"
