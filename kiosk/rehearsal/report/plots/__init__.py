"""Plots as SVG, each answering one question."""
