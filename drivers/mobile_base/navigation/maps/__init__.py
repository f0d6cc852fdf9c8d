"""The hall as the robot knows it beforehand: its map, its places, its zones."""
