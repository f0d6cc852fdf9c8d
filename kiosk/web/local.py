"""Who asks from the robot itself."""

from ipaddress import ip_address

from starlette.requests import HTTPConnection


def is_this_machine(request: HTTPConnection) -> bool:
    """True for a browser or program on the robot's own machine; a request without an address is one."""
    if request.client is None:
        return True
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
