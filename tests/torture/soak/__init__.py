"""Days on end without a restart: memory, files and threads stay as they are."""
