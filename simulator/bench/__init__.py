"""The bench: the simulated machine on a page and over HTTP, for technicians and their scripts."""
