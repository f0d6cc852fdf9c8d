"""Talking to hardware. Knows nothing of visits, people or screens."""
