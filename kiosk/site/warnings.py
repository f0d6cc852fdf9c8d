"""What is allowed and yet worth a second look."""

from collections.abc import Iterator

from kiosk.config.document import Document
from kiosk.config.problems import Problem, quoted
from kiosk.config.schema import WEEKDAYS, Config
from kiosk.site.hall import missing_counters


def warnings_of(config: Config, documents: dict[str, Document]) -> list[Problem]:
    """Everything about `config` that its owner may have overlooked."""
    return [
        *_hours(config, documents["hours"]),
        *_services(config, documents["services"]),
        *_addresses(config, documents["site"]),
        *_devices(config, documents["devices"]),
        *_hall(config, documents),
    ]


def _hours(config: Config, document: Document) -> Iterator[Problem]:
    if config.hours.training:
        message = (
            "training is on: numbers are issued at any hour (set `training: no` before the office opens)"
        )
        yield document.problem(("training",), "training", message, severity="warning")
    elif not any(getattr(config.hours, day) for day in WEEKDAYS):
        yield document.problem(
            (), "no-hours", "no day has opening hours: no number will ever be issued", severity="warning"
        )


def _services(config: Config, document: Document) -> Iterator[Problem]:
    served = {counter for service in config.services for counter in service.counters}
    for index, counter in enumerate(config.counters):
        if counter.id not in served:
            message = f"no service names the counter {quoted(counter.id)}: nobody will be called there"
            yield document.problem(("counters", index, "id"), "unserved-counter", message, severity="warning")
    if len(config.services) > 6:
        message = f"{len(config.services)} services: more than six are hard to read on one screen"
        yield document.problem(("services",), "many-services", message, severity="warning", at_key=True)


def _addresses(config: Config, document: Document) -> Iterator[Problem]:
    if config.site.public_url is None and config.site.listen in ("127.0.0.1", "::1", "localhost"):
        message = (
            "phones cannot open the ticket's page (set `listen: 0.0.0.0`, the local network, or `public_url`)"
        )
        yield document.problem(("listen",), "not-reachable", message, severity="warning")


def _devices(config: Config, document: Document) -> Iterator[Problem]:
    if config.devices.printer is None:
        message = "there is no printer: citizens get their number on the screen only"
        yield document.problem((), "no-printer", message, severity="warning")


def _hall(config: Config, documents: dict[str, Document]) -> Iterator[Problem]:
    if config.hall:
        yield from missing_counters(
            config.hall, documents["hall"], (counter.id for counter in config.counters)
        )
