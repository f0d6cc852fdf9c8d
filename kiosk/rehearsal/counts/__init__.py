"""What is counted of a week's facts, one subject a module; `kiosk.rehearsal.figures` puts them together."""
