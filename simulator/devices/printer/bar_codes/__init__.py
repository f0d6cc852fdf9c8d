"""Bar codes of GS k: one module a symbology, each from data to element widths, bar and space in turn.

Widths are digits (modules), or n and w (narrow and wide) where a symbology has only two.
"""
