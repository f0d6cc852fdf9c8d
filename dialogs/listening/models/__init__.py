"""Folders of speech models: what they must hold, what they are, installing them."""
