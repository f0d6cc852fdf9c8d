"""Parameters of actions and flows: a fixed value, or what stands in a slot."""

import re
from collections.abc import Mapping

from dialogs.flows.interfaces import Lists
from dialogs.flows.vocabulary import SUBJECT

_SLOT = re.compile(r"\{([^{}]*)\}")


def slot_in(value: str) -> str | None:
    """`service` for `{service}`, `procedure.service` for `{procedure.service}`; None for a fixed value."""
    match = _SLOT.fullmatch(value.strip())
    return match[1].strip() if match else None


def filled(values: Mapping[str, str], slots: Mapping[str, str], subject: str, lists: Lists) -> dict[str, str]:
    """`values` with the slots put in; a parameter whose slot is empty is left out."""
    known = {**slots, SUBJECT: subject}
    found = {name: _value(value, known, lists) for name, value in values.items()}
    return {name: value for name, value in found.items() if value}


def _value(value: str, known: Mapping[str, str], lists: Lists) -> str:
    slot = slot_in(value)
    if slot is None:
        return value
    if "." in slot:
        return lists.property_of(slot, known.get(slot.partition(".")[0], ""))
    return known.get(slot, "")
