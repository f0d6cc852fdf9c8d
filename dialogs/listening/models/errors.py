"""The one error of model folders."""


class ModelError(Exception):
    """No model to be used; the message says which folder, what is wrong and what to do."""
