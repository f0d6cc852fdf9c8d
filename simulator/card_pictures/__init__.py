"""Pictures of synthetic identity cards: drawn, and as a camera in a hall sees them. Everything from a seed.

They are no likeness of a real card: the layout is that of 2021 or 2024, emblem and safety print are not.
"""
