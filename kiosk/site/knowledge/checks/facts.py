"""The facts of the procedures: the same figures in every language, days in order, not expired."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kiosk.config.base import Text
from kiosk.config.document import KeyPath
from kiosk.config.problems import Problem, listed, quoted
from kiosk.config.procedure_schema import FactEntry, ProcedureEntry, ProceduresFile
from kiosk.site.knowledge.reading import Sheet, Sheets

SOON = timedelta(days=30)
_FIGURES = re.compile(r"\d+")
_LISTS = ("documents", "fee", "rules")
_SINGLE = ("time_limit", "online", "where")

Dated = FactEntry | ProcedureEntry


def fact_problems(sheets: Sheets) -> Iterator[Problem]:
    """Figures that differ between languages, and days that end before they begin."""
    for sheet in sheets.fields:
        for path, text in _texts(sheet.values):
            yield from _figures(sheet, path, text)
        for path, dated in _dated(sheet.values):
            if dated.valid_from and dated.valid_to and dated.valid_to < dated.valid_from:
                message = f"ends on {dated.valid_to}, before it begins on {dated.valid_from}"
                yield sheet.document.problem((*path, "valid_to"), "bad-order", message)


def expiry_problems(sheets: Sheets, today: date) -> Iterator[Problem]:
    """Facts that have expired on `today`, and as warnings those that will within `SOON`."""
    for sheet in sheets.fields:
        for path, dated in _dated(sheet.values):
            last = dated.valid_to
            if last is None or last - SOON > today:
                continue
            if last < today:
                message = (
                    f"expired on {last} and is no longer said (take it out, or renew it from its source)"
                )
                yield sheet.document.problem((*path, "valid_to"), "expired", message)
            else:
                message = f"expires on {last} (look for what follows at its source)"
                yield sheet.document.problem((*path, "valid_to"), "expires-soon", message, severity="warning")


def _figures(sheet: Sheet[ProceduresFile], path: KeyPath, text: Text) -> Iterator[Problem]:
    wanted, found = set(_FIGURES.findall(text.vi)), set(_FIGURES.findall(text.en))
    if wanted == found:
        return
    missing, more = sorted(wanted - found), sorted(found - wanted)
    says = [f"lacks {listed(missing)}"] if missing else []
    says += [f"has {listed(more)} that the Vietnamese has not"] if more else []
    message = f"the English {quoted(text.en)} {' and '.join(says)} (write the figures of the Vietnamese)"
    yield sheet.document.problem((*path, "en"), "figures-differ", message)


def _texts(file: ProceduresFile) -> Iterator[tuple[KeyPath, Text]]:
    yield ("name",), file.name
    for place, entry in enumerate(file.procedures):
        yield ("procedures", place, "name"), entry.name
        yield from _facts(entry, ("procedures", place))
    for place, near in enumerate(file.near):
        yield ("near", place, "ask"), near.ask


def _dated(file: ProceduresFile) -> Iterator[tuple[KeyPath, Dated]]:
    for place, entry in enumerate(file.procedures):
        yield ("procedures", place), entry
        yield from _facts(entry, ("procedures", place))


def _facts(entry: ProcedureEntry, path: KeyPath) -> Iterator[tuple[KeyPath, FactEntry]]:
    for name in _LISTS:
        for place, fact in enumerate(getattr(entry, name)):
            yield (*path, name, place), fact
    for name in _SINGLE:
        if (fact := getattr(entry, name)) is not None:
            yield (*path, name), fact
