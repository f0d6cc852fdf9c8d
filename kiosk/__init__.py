"""The application: the desk, the pages, the command line, and where everything concrete is chosen."""
