"""A site: its folder of configuration, read and checked as a whole."""
