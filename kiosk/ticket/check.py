"""What can be wrong with a layout on this site's paper, with this site's names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.config.device_schema import Devices
from kiosk.config.document import KeyPath
from kiosk.config.problems import did_you_mean, quoted
from kiosk.config.schema import DeskSettings, ServicePlan, Site
from kiosk.config.ticket_layout import (
    Item,
    NumberItem,
    QrItem,
    RowItem,
    TextItem,
    TicketLayout,
    template_fields,
)
from kiosk.ticket.fields import FIELD_NAMES, TicketFields
from kiosk.ticket.lines import broken
from kiosk.ticket.qr import QUIET_MODULES, code_of
from kiosk.ticket.typeface import CAPITAL_HEIGHT, normal, text_width

MOST_LINES = 3
LONGEST_LOCAL_URL = "http://192.168.100.100:65535"
TICKET_ID_LETTERS = 12
LONG_NAME = "Nguyễn Phước Hoàng Bảo Quỳnh Phương"

Found = tuple[KeyPath, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper, and the longest tickets that may be on it: one a service."""

    width: int
    tickets: tuple[TicketFields, ...]
    url: str


def layout_problems(
    layout: TicketLayout, site: Site, plan: ServicePlan, desk: DeskSettings, devices: Devices
) -> Iterator[Found]:
    """Where in the layout something is wrong, and what."""
    paper = _paper(site, plan, desk, devices)
    for index, item in enumerate(layout.lines):
        path: KeyPath = ("lines", index)
        unknown = list(_unknown_fields(item, path))
        yield from unknown or _does_not_fit(item, path, paper)
    if not any(isinstance(item, NumberItem) for item in layout.lines):
        yield ("lines",), "the ticket has no number (add a line like `- {number: 96}`)"


def _paper(site: Site, plan: ServicePlan, desk: DeskSettings, devices: Devices) -> Paper:
    blank = TicketFields(
        number="",
        service=site.office,
        counters=(),
        people_ahead=88,
        wait=(88, 100),
        issued_at=datetime(2028, 12, 28, 22, 48, tzinfo=site.zone),
        qr_url=None,
        copy=1,
        language="vi",
        office=site.office,
        name=LONG_NAME,
        number_of_card="8" * 12,
    )
    tickets = (
        replace(
            blank,
            number=service.prefix + "8" * desk.digits,
            service=service.name,
            counters=tuple(service.counters),
        )
        for service in plan.services
    )
    url = f"{site.public_url or LONGEST_LOCAL_URL}/T/{'K' * TICKET_ID_LETTERS}"
    return Paper(devices.printer.width_dots if devices.printer else 576, tuple(tickets), url)


def _templates(item: Item) -> dict[str, str]:
    match item:
        case TextItem():
            return {"text": item.text}
        case RowItem():
            return {"row": item.row, "value": item.value}
    return {}


def _unknown_fields(item: Item, path: KeyPath) -> Iterator[Found]:
    for key, template in _templates(item).items():
        for name in template_fields(template):
            if name not in FIELD_NAMES:
                yield (
                    (*path, key),
                    f"there is no field {quoted('{' + name + '}')} ({did_you_mean(name, FIELD_NAMES)})",
                )


def _does_not_fit(item: Item, path: KeyPath, paper: Paper) -> Iterator[Found]:
    match item:
        case TextItem():
            yield from _long_text(item, path, paper)
        case NumberItem():
            yield from _wide_number(item, path, paper)
        case QrItem():
            yield from _wide_code(item, path, paper)


def _long_text(item: TextItem, path: KeyPath, paper: Paper) -> Iterator[Found]:
    for language in item.languages:
        for ticket in paper.tickets:
            text = normal(item.text.format_map(replace(ticket, language=language).values()))
            lines = len(broken(text, item.weight, item.size, paper.width))
            if lines > MOST_LINES:
                message = f"takes {lines} lines on this paper: {quoted(text)} (make it or its `size` smaller)"
                yield (*path, "text"), message
                return


def _wide_number(item: NumberItem, path: KeyPath, paper: Paper) -> Iterator[Found]:
    size = round(item.number / CAPITAL_HEIGHT)
    widest = max(paper.tickets, key=lambda ticket: text_width(ticket.number, item.weight, size))
    width = text_width(widest.number, item.weight, size)
    if width > paper.width:
        fits = item.number * paper.width // width
        message = (
            f"{quoted(widest.number)} is {width} dots wide, the paper {paper.width} (write `number: {fits}`)"
        )
        yield (*path, "number"), message


def _wide_code(item: QrItem, path: KeyPath, paper: Paper) -> Iterator[Found]:
    try:
        edge = len(code_of(paper.url, item.correction).matrix) + 2 * QUIET_MODULES
    except ValueError:
        yield (
            (*path, "qr"),
            f"the address {quoted(paper.url)} is too long for a code (shorten `public_url` in site.yaml)",
        )
        return
    if edge * item.qr > paper.width:
        fits = paper.width // edge
        message = (
            f"the code is {edge * item.qr} dots wide, the paper {paper.width} (at most `qr: {fits}` fits)"
        )
        yield (*path, "qr"), message
