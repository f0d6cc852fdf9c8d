"""Flows: what is asked, in which order, and what happens; staff write them, a pure engine walks them."""
