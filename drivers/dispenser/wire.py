"""The wire to a dispenser."""

from drivers.interfaces import Transport
from drivers.transports.address import is_serial, transport_at
from drivers.transports.recording import RecordingTransport

ROLE = "dispenser"
_FLOW = "?flow="


def dispenser_transport_at(address: str, baud: int) -> Transport:
    """Without flow control: any byte may be in a frame. Raises `AddressError`."""
    plain = is_serial(address) and _FLOW not in address
    return RecordingTransport(transport_at(f"{address}{_FLOW}none" if plain else address, baud), ROLE)
