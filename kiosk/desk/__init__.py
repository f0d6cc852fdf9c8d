"""The desk: numbers, who waits, what is on disk."""
