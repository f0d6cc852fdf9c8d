"""A tiny Vosk model for tests, trained on synthetic speech: it understands espeak-ng's voices, not people."""
