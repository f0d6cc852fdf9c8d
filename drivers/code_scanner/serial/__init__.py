"""Code scanners that send what they read over a line."""
