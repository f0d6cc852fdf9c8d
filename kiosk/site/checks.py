"""What must fit together across keys and files; each check sees only what its files gave without errors."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from kiosk.config.card_schema import CardSettings
from kiosk.config.device_schema import Devices
from kiosk.config.document import Document, KeyPath
from kiosk.config.hall_schema import HallSettings
from kiosk.config.problems import Problem, did_you_mean, quoted
from kiosk.config.schema import SIGNS, WEEKDAYS, DeskSettings, Hours, ServicePlan, Site, Slot
from kiosk.config.speech_schema import SpeechSettings
from kiosk.config.ticket_layout import TicketLayout
from kiosk.site.devices import device_problems
from kiosk.site.hall import hall_problems
from kiosk.ticket.check import layout_problems


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been read; None for a file with errors."""

    documents: dict[str, Document]
    site: Site | None
    services: ServicePlan | None
    desk: DeskSettings | None
    hours: Hours | None
    devices: Devices | None
    ticket: TicketLayout | None
    speech: SpeechSettings | None
    cards: CardSettings | None = None
    hall: HallSettings | None = None


Check = Callable[[Draft], Iterable[Problem]]


def _repeated(document: Document, values: Sequence[object], path: KeyPath, key: str) -> Iterator[Problem]:
    """A problem at each value of `<path>.<n>.<key>` that stood there before."""
    seen: set[object] = set()
    for position, value in enumerate(values):
        if value in seen:
            message = f"two entries have the {key} {quoted(str(value))} (each needs its own)"
            yield document.problem((*path, position, key), "duplicate-id", message)
        seen.add(value)


def _names(draft: Draft) -> Iterator[Problem]:
    """Ids and prefixes are each other's only."""
    if draft.services:
        document = draft.documents["services"]
        services = draft.services.services
        yield from _repeated(document, [service.id for service in services], ("services",), "id")
        yield from _repeated(document, [service.prefix for service in services], ("services",), "prefix")
        yield from _repeated(
            document, [counter.id for counter in draft.services.counters], ("counters",), "id"
        )
    if draft.desk:
        reasons = [reason.id for reason in draft.desk.priority_reasons]
        yield from _repeated(draft.documents["desk"], reasons, ("priority_reasons",), "id")


def _counters(draft: Draft) -> Iterator[Problem]:
    """Every service is served at counters there are, named once."""
    if not draft.services:
        return
    document = draft.documents["services"]
    known = [counter.id for counter in draft.services.counters]
    for index, service in enumerate(draft.services.services):
        for place, counter in enumerate(service.counters):
            path = ("services", index, "counters", place)
            if counter not in known:
                message = f"no counter has the id {quoted(counter)} ({did_you_mean(counter, known)})"
                yield document.problem(path, "unknown-id", message)
            elif counter in service.counters[:place]:
                message = f"the counter {quoted(counter)} stands here twice (keep one of them)"
                yield document.problem(path, "duplicate-id", message)


def _signs(draft: Draft) -> Iterator[Problem]:
    for index, service in enumerate(draft.services.services if draft.services else []):
        if service.sign not in SIGNS:
            message = f"there is no sign {quoted(service.sign)} ({did_you_mean(service.sign, SIGNS)})"
            yield draft.documents["services"].problem(("services", index, "sign"), "unknown-sign", message)


def _slots(draft: Draft) -> Iterator[Problem]:
    """Slots end after they begin, in order, without overlap."""
    for day in WEEKDAYS if draft.hours else ():
        slots: list[Slot] = getattr(draft.hours, day)
        for index, slot in enumerate(slots):
            path = (day, index)
            if slot.closes <= slot.opens:
                message = f"closes at {slot.closes:%H:%M}, not after it opens at {slot.opens:%H:%M}"
                yield draft.documents["hours"].problem((*path, "closes"), "bad-order", message)
            if index and slot.opens < slots[index - 1].closes:
                before = slots[index - 1].closes
                message = f"opens at {slot.opens:%H:%M}, before the slot above closes at {before:%H:%M}"
                yield draft.documents["hours"].problem((*path, "opens"), "bad-order", message)


def _closed_days(draft: Draft) -> Iterator[Problem]:
    if draft.hours:
        days = [closed.day for closed in draft.hours.closed_days]
        yield from _repeated(draft.documents["hours"], days, ("closed_days",), "day")


def _first_number(draft: Draft) -> Iterator[Problem]:
    if draft.desk and len(str(draft.desk.first_number)) > draft.desk.digits:
        message = f"{draft.desk.first_number} has more than the {draft.desk.digits} `digits` of a number"
        yield draft.documents["desk"].problem(("first_number",), "out-of-range", message)


def _site(draft: Draft) -> Iterator[Problem]:
    """Languages once each, an address to listen on."""
    if not draft.site:
        return
    document, languages = draft.documents["site"], draft.site.languages
    for index, language in enumerate(languages):
        if language in languages[:index]:
            message = f"the language {quoted(language)} stands here twice (keep one of them)"
            yield document.problem(("languages", index), "duplicate-id", message)
    if draft.site.listen != "localhost" and not _is_address(draft.site.listen):
        message = f"{quoted(draft.site.listen)} is not an address of this machine (127.0.0.1 or 0.0.0.0 is)"
        yield document.problem(("listen",), "bad-address", message)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _devices(draft: Draft) -> Iterator[Problem]:
    if draft.devices:
        yield from device_problems(draft.devices, draft.documents["devices"])


def _hall(draft: Draft) -> Iterator[Problem]:
    if draft.hall:
        counters = [counter.id for counter in draft.services.counters] if draft.services else None
        yield from hall_problems(draft.hall, draft.documents["hall"], counters)


def _ticket(draft: Draft) -> Iterator[Problem]:
    if not (draft.ticket and draft.site and draft.services and draft.desk and draft.devices):
        return
    for path, message in layout_problems(draft.ticket, draft.site, draft.services, draft.desk, draft.devices):
        yield draft.documents["ticket"].problem(path, "ticket-layout", message)


CHECKS: tuple[Check, ...] = (
    _names,
    _counters,
    _signs,
    _slots,
    _closed_days,
    _first_number,
    _site,
    _devices,
    _ticket,
    _hall,
)
