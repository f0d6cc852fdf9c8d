"""The Kobuki base, and what speaks its protocol."""
