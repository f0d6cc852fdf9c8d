"""Which device files are there: for `kiosk doctor` and for the installer who writes an address."""

from pathlib import Path


def found_addresses(dev: Path = Path("/dev")) -> tuple[str, ...]:
    """Addresses of the serial ports (by their lasting names) and USB printers of this machine."""
    serial = sorted(f"serial:{path}" for path in (dev / "serial" / "by-id").glob("*"))
    printers = sorted(f"file:{path}" for path in (dev / "usb").glob("lp*"))
    return (*serial, *printers)
