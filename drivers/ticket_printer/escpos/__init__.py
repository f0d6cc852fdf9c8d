"""ESC/POS ticket printers."""
