"""What of a person may stand on a screen: enough to see that it is one's own card, no more. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence

from drivers.identity_card.number import masked as masked_number

Said = Mapping[str, str]  # field → as the card has it, complete; personal

ALWAYS = ("name", "number", "birth_year")
AS_IT_IS = frozenset({"gender", "nationality"})
WHAT_IS_THERE = "•••"
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def kept(person: Mapping[str, str | None], purposes: Sequence[str]) -> dict[str, str]:
    """The fields that are read always, and those with a purpose; nothing else leaves this function."""
    wanted = ("name", "number", "birth_date", *purposes)
    return {name: value for name in wanted if (value := person.get(name))}


def shown(said: Said, purposes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The fields in their order, masked."""
    masks = {"name": name, "number": masked_number, "birth_year": year, "old_number": masked_number}
    values = {**said, "birth_year": said.get("birth_date", "")}
    return tuple(
        (field, _mask(field, masks)(values[field])) for field in (*ALWAYS, *purposes) if values.get(field)
    )


def name(text: str) -> str:
    """The family name, and the first letters of the others: `NGUYỄN V. A.`."""
    first, *others = text.split() or [""]
    return " ".join([first, *(f"{other[0]}." for other in others)])


def year(text: str) -> str:
    """The year of a date."""
    found = YEAR.search(text)
    return found[0] if found else WHAT_IS_THERE


def first_letters(text: str) -> str:
    """The first letter of every word."""
    return " ".join(f"{word[0]}." for word in text.replace(",", " ").split())


def _mask(field: str, masks: Mapping[str, Callable[[str], str]]) -> Callable[[str], str]:
    if field in AS_IT_IS:
        return str
    if field.endswith("_date"):
        return year
    if field == "portrait":
        return lambda _: WHAT_IS_THERE
    return masks.get(field, first_letters)
