"""Sentences nobody who wrote the phrases has seen, and how well they are understood."""
