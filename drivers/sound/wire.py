"""The transport to a microphone or loudspeaker that carries bare samples."""

from drivers.interfaces import Transport
from drivers.transports.address import is_serial, transport_at

FLOW = "?flow="


def sound_transport_at(address: str, baud: int) -> Transport:
    """The transport to `address`, not opened. Raises `AddressError`.

    A serial line has no flow control: XON and XOFF are samples too. It is not recorded: it is people's talk.
    """
    plain = is_serial(address) and FLOW not in address
    return transport_at(f"{address}{FLOW}none" if plain else address, baud)
