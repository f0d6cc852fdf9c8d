"""What carries bytes between a host program and a device model, and what can go wrong on the way."""
