"""The one way a command ends early."""


class Failure(Exception):
    """A command cannot go on; the message is one line that says what to do."""


class AlreadyTold(Failure):
    """A command cannot go on, and a program it started has said why."""
