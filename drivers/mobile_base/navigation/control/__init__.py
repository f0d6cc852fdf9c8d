"""The next tenth of a second: what is around now, how fast is right, and which arc is free."""
