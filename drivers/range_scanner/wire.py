"""The wire of a range scanner: bytes as they are, without flow control."""

from drivers.interfaces import Transport
from drivers.transports.address import is_serial, transport_at

_FLOW = "?flow="


def scanner_transport_at(address: str, baud: int) -> Transport:
    """The transport to `address`, not opened; measured bytes may be XON and XOFF. Raises `AddressError`."""
    plain = is_serial(address) and _FLOW not in address
    return transport_at(f"{address}{_FLOW}none" if plain else address, baud)
