"""Reads the notation of phrase templates (after Home Assistant's hassil), and says where it is wrong."""

import re
from collections.abc import Callable

from dialogs.templates.model import Alternatives, Part, Row, Slot, Template, Text

_CLOSING = {"[": "]", "(": ")"}
_ENDS = frozenset("])|}<>")  # of a row
_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_WORDS = re.compile(r"[^\[\](){}|<>]+")


class TemplateError(ValueError):
    """A phrase that cannot be read: what is wrong, and at which column (from 1)."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


def parse(text: str, tidied: Callable[[str], str] = str) -> Template:
    """The template written in `text`, its words `tidied` piece by piece. Raises `TemplateError`."""
    reader = _Reader(text, tidied)
    row = reader.row()
    if reader.position < len(text):
        raise reader.error(_stray(text[reader.position]))
    template = Template(row, frozenset(reader.slots))
    if not any(char.isalnum() for char in row.some((0,))[0]):
        raise TemplateError("a phrase without words (write what people say)", 1)
    return template


def _stray(sign: str) -> str:
    if sign == "|":
        return "| outside of brackets (write alternatives as (a|b))"
    if sign == "}":
        return "} without its { (a slot is written like {number})"
    if sign in "<>":
        return f"{sign} is not used here (write the words out; a slot is written like {{number}})"
    return f"{sign} without its {'[' if sign == ']' else '('}"


class _Reader:
    """A place in the text that moves on as parts are read."""

    def __init__(self, text: str, tidied: Callable[[str], str]) -> None:
        self._text = text
        self._tidied = tidied
        self.position = 0
        self.slots: list[str] = []

    def error(self, message: str, position: int | None = None) -> TemplateError:
        """An error at `position`, by default where the reader stands."""
        return TemplateError(message, (self.position if position is None else position) + 1)

    def row(self) -> Row:
        """Parts up to a sign that ends a row."""
        parts: list[Part] = []
        while (sign := self._sign()) and sign not in _ENDS:
            parts.append(self._part(sign))
        return Row(tuple(parts))

    def _sign(self) -> str:
        return self._text[self.position : self.position + 1]

    def _part(self, sign: str) -> Part:
        if words := _WORDS.match(self._text, self.position):
            self.position = words.end()
            return Text(self._tidied(words[0]))
        return self._slot() if sign == "{" else self._brackets(sign)

    def _slot(self) -> Slot:
        slot = _SLOT.match(self._text, self.position)
        if slot is None:
            raise self.error("{ does not open a slot (a slot is a name in small letters, like {number})")
        self.position = slot.end()
        self.slots.append(slot[1])
        return Slot(slot[1])

    def _brackets(self, opening: str) -> Alternatives:
        opened_at = self.position
        rows = [self._next_row()]
        while self._sign() == "|":
            rows.append(self._next_row())
        if self._sign() != _CLOSING[opening]:
            if self._sign() and self._sign() not in "])":
                raise self.error(_stray(self._sign()))
            raise self.error(f"{opening} is not closed (put {_CLOSING[opening]} behind it)", opened_at)
        self.position += 1
        if not any(row.parts for row in rows):
            raise self.error(f"{opening}{_CLOSING[opening]} is empty (put words between)", opened_at)
        return Alternatives((*rows, Row(())) if opening == "[" else tuple(rows))

    def _next_row(self) -> Row:
        self.position += 1
        return self.row()
