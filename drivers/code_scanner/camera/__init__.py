"""Code scanners that are a camera."""
