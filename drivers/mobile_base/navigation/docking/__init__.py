"""Onto the charging dock by its infrared beams."""
