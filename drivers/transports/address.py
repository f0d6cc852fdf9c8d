"""Where a device is, as an installer writes it, and the transport that goes there."""

import re

from drivers.interfaces import Transport
from drivers.transports.device_file import DeviceFileTransport
from drivers.transports.serial import Flow, SerialTransport
from drivers.transports.tcp import TcpTransport

FORMS = (
    "serial:/dev/serial/by-id/… (also with ?flow=xonxoff, rtscts or none), "
    "tcp:192.0.2.7:9100 or file:/dev/usb/lp0"
)

_SERIAL = re.compile(r"serial:(?P<path>/[^?]+)(?:\?flow=(?P<flow>xonxoff|rtscts|none))?")
_TCP = re.compile(r"tcp:(?:\[(?P<literal>[0-9A-Fa-f:.]+)\]|(?P<host>[^\s:/\[\]]+)):(?P<port>\d{1,5})")
_FILE = re.compile(r"file:(?P<path>/.+)")


class AddressError(ValueError):
    """An address that names no transport; the message says which forms do."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{address!r} is not the address of a device; write {FORMS}")


def is_serial(address: str) -> bool:
    """True for a line whose bytes go one after the other at a baud rate."""
    return address.startswith("serial:")


def transport_at(address: str, baud: int) -> Transport:
    """The transport to `address`, not opened. Raises `AddressError`."""
    if found := _SERIAL.fullmatch(address):
        return SerialTransport(found["path"], baud, Flow(found["flow"] or Flow.XONXOFF))
    if (found := _TCP.fullmatch(address)) and 0 < int(found["port"]) <= 65535:
        return TcpTransport(found["literal"] or found["host"], int(found["port"]))
    if found := _FILE.fullmatch(address):
        return DeviceFileTransport(found["path"])
    raise AddressError(address)
