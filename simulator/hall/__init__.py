"""The hall a robot drives in: walls, furniture, people, its base's body and its dock. Pure, by seed."""
