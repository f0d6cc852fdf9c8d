"""A robot that is running already: it holds its devices, so it is asked instead of them."""

import http.client
import json
from typing import Any

from kiosk.cli.checks.finding import Patient
from kiosk.desk.slots import living_robots

WITHIN_S = 3.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - listened on, asked at the loopback address


def robot(patient: Patient) -> str | None:
    """The name of the robot that runs on this data folder, if one does."""
    return next(iter(living_robots(patient.data)), None)


def health(patient: Patient) -> dict[str, Any] | None:
    """What a robot at the configured port says of itself; None when nobody like that answers."""
    try:
        answer: Any = json.loads(page(patient, "/healthz"))
    except (OSError, http.client.HTTPException, ValueError):
        return None
    return answer if isinstance(answer, dict) and {"status", "troubles"} <= set(answer) else None


def page(patient: Patient, path: str) -> str:
    """One page of the robot at the configured port. Raises `OSError`, `HTTPException`."""
    if patient.config is None:
        raise OSError("the port is not known")
    site = patient.config.site
    connection = http.client.HTTPConnection(
        EVERYWHERE.get(site.listen, site.listen), site.port, timeout=WITHIN_S
    )
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode(errors="replace")
    finally:
        connection.close()
