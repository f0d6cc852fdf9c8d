"""Range scanners: what measures the distances around, turn after turn."""
