"""The picture of a hall."""
