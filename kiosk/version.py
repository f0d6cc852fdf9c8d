"""Which version of the program this is."""

from importlib.metadata import PackageNotFoundError, version

DISTRIBUTION = "service-kiosk-robot"


def program_version() -> str:
    """The installed version."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "(not installed)"
