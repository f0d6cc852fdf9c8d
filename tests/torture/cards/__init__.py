"""Cards that were tampered with, files and answers that nobody meant: never believed, never a crash."""
