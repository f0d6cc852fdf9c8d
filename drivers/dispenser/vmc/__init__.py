"""A vending controller that speaks the upper-computer protocol, and what speaks it."""
