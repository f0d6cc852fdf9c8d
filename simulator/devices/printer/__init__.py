"""An 80 mm ESC/POS ticket printer: its protocol (device side) and what hands can do to it (hands side)."""
