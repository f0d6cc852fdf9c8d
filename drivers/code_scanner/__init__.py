"""Code scanners: whatever turns a printed code into text."""
