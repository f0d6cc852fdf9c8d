"""Branch coverage of journal, queue and failsafes by their unit tests: all of it, or exit code 1."""
