"""What an installer writes leads to the right wire or to a message that says what would be right."""

import errno
import grp

import pytest

from drivers.errors import TransportError
from drivers.ticket_printer.escpos.driver import EscPosPrinter
from drivers.transports.address import AddressError, transport_at
from drivers.transports.device_file import DeviceFileTransport
from drivers.transports.discovery import found_addresses
from drivers.transports.serial import SerialTransport
from drivers.transports.system_errors import open_error
from drivers.transports.tcp import TcpTransport


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("serial:/dev/serial/by-id/usb-1", SerialTransport),
        ("serial:/dev/ttyUSB0?flow=none", SerialTransport),
        ("serial:/dev/ttyUSB0?flow=rtscts", SerialTransport),
        ("tcp:192.0.2.7:9100", TcpTransport),
        ("tcp:printer.local:9100", TcpTransport),
        ("tcp:[2001:db8::7]:9100", TcpTransport),
        ("file:/dev/usb/lp0", DeviceFileTransport),
    ],
)
def test_every_form_leads_to_its_transport(address, kind):
    assert type(transport_at(address, 9600)) is kind


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/dev/ttyUSB0",
        "serial:ttyUSB0",
        "serial:/dev/x?flow=dtr",
        "tcp:host",
        "tcp:host:0",
        "tcp:h:70000",
        "usb:1",
    ],
)
def test_anything_else_is_refused_with_the_forms_that_are_right(address):
    with pytest.raises(AddressError, match=r"tcp:192\.0\.2\.7:9100"):
        transport_at(address, 9600)


def test_a_wrong_address_is_told_before_anything_runs():
    with pytest.raises(AddressError):
        EscPosPrinter.open("lpt1", 9600, 576)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (errno.ENOENT, "plug the device in"),
        (errno.EACCES, "add the user to the group"),
        (errno.EBUSY, "in use by another program"),
        (errno.EIO, "cannot be opened"),
        (None, "cannot be opened"),
    ],
)
def test_a_failed_opening_says_what_to_do(number, text):
    assert text in str(open_error("/dev/null", number, "x"))


def test_the_group_named_is_the_one_that_owns_the_device(tmp_path):
    device = tmp_path / "tty"
    device.touch()
    group = grp.getgrgid(device.stat().st_gid).gr_name
    assert f"the group {group} " in str(open_error(str(device), errno.EACCES, ""))
    assert "the group dialout " in str(open_error(str(tmp_path / "gone"), errno.EACCES, ""))


@pytest.mark.parametrize("kind", ["serial", "file"])
async def test_a_device_that_is_not_there_is_said_to_be_missing(kind, tmp_path):
    transport = transport_at(f"{kind}:{tmp_path}/nothing", 9600)
    with pytest.raises(TransportError, match="plug the device in"):
        await transport.open()
    await transport.close()


@pytest.mark.parametrize("kind", ["serial", "file"])
async def test_a_plain_file_is_no_device(kind, tmp_path):
    (tmp_path / "plain").touch()
    transport = transport_at(f"{kind}:{tmp_path}/plain", 9600)
    with pytest.raises(TransportError, match="plain"):
        await transport.open()
    await transport.close()


async def test_a_network_printer_that_refuses_is_named():
    transport = transport_at("tcp:127.0.0.1:1", 9600)
    with pytest.raises(TransportError, match=r"127\.0\.0\.1:1 cannot be reached"):
        await transport.open()
    await transport.close()


def test_what_is_plugged_in_is_found(tmp_path):
    for path in ("serial/by-id/usb-A", "usb/lp0"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    assert found_addresses(tmp_path) == (
        f"serial:{tmp_path}/serial/by-id/usb-A",
        f"file:{tmp_path}/usb/lp0",
    )
