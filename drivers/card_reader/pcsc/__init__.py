"""Card readers behind PC/SC (pcscd)."""
