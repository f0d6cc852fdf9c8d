"""How far a card may be believed: passive, chip and active authentication, and the verdict."""
