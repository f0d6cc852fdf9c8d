"""Reads the notation of phrase templates (after Home Assistant's hassil), and says where it is wrong."""

import re

from dialogs.templates.model import Alternatives, Part, Row, Slot, Template, Text

_CLOSING = {"[": "]", "(": ")"}
_SIGNS = frozenset("[](){}|<>")
_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_WORDS = re.compile(r"[^\[\](){}|<>]+")


class TemplateError(ValueError):
    """A phrase that cannot be read: what is wrong, and at which column (from 1)."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


def parse(text: str) -> Template:
    """The template written in `text`. Raises `TemplateError`."""
    if not _SIGNS.intersection(text) and any(map(str.isalnum, text)):
        return Template(Row((Text(text),)))
    reader = _Reader(text)
    row = reader.row()
    if reader.position < len(text):
        raise reader.error(_stray(text[reader.position]))
    template = Template(row)
    if not any(char.isalnum() for char in row.nth(0)):
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

    def __init__(self, text: str) -> None:
        self._text = text
        self.position = 0

    def error(self, message: str, position: int | None = None) -> TemplateError:
        """An error at `position`, by default where the reader stands."""
        return TemplateError(message, (self.position if position is None else position) + 1)

    def row(self) -> Row:
        """Parts up to a sign that ends a row."""
        parts: list[Part] = []
        while self._sign() and self._sign() not in "])|}<>":
            parts.append(self._part())
        return Row(tuple(parts))

    def _sign(self) -> str:
        return self._text[self.position : self.position + 1]

    def _part(self) -> Part:
        if self._sign() in _CLOSING:
            return self._brackets()
        if self._sign() == "{":
            return self._slot()
        words = _WORDS.match(self._text, self.position)
        if words is None:  # cannot be: every other sign ends a row
            raise self.error(f"{self._sign()} is not understood")
        self.position = words.end()
        return Text(words[0])

    def _slot(self) -> Slot:
        slot = _SLOT.match(self._text, self.position)
        if slot is None:
            raise self.error("{ does not open a slot (a slot is a name in small letters, like {number})")
        self.position = slot.end()
        return Slot(slot[1])

    def _brackets(self) -> Alternatives:
        opened_at, opening = self.position, self._sign()
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
