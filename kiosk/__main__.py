"""`python -m kiosk` and the `kiosk` program."""

import signal
import sys

from kiosk.cli import main as command_line


def main() -> int:
    """Run one command; SIGTERM does what Ctrl-C does, also while everything is still starting."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background jobs ignore it
    signal.signal(signal.SIGTERM, lambda _number, _frame: signal.raise_signal(signal.SIGINT))
    return command_line.main()


if __name__ == "__main__":
    sys.exit(main())
