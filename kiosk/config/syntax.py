"""What the YAML parser says, in plain words."""

import re
from pathlib import Path

import yaml

from kiosk.config.codes import Code
from kiosk.config.problems import Problem

_SIGN = "`{sign}` has a meaning of its own here (put the text in quotes)"
_COLON = "a colon where none belongs (put a text with a colon in quotes)"
_PLAIN_WORDS: dict[str, tuple[Code, str]] = {  # parts of what the parser says, the first that is found counts
    "scanning an anchor": ("yaml-sign", _SIGN.format(sign="&")),
    "scanning an alias": ("yaml-sign", _SIGN.format(sign="*")),
    "scanning a tag": ("yaml-sign", _SIGN.format(sign="!")),
    "parsing a tag": ("yaml-sign", _SIGN.format(sign="!")),
    "directive": ("yaml-sign", _SIGN.format(sign="%")),
    "scanning a block scalar": (
        "yaml-sign",
        "`|` or `>` begins a text of several lines (put a text on one line in quotes)",
    ),
    "tab character": ("tab", "a tab (use spaces)"),
    "that cannot start any token": ("syntax", "a special character begins a value (put it in quotes)"),
    "mapping values are not allowed": ("syntax", _COLON),
    "found unexpected ':'": ("syntax", _COLON),
    "did not find expected key": (
        "syntax",
        "this line does not fit the lines above (check its indentation and quotes)",
    ),
    "did not find expected '-'": (
        "syntax",
        "this line does not fit the list above (each entry begins with `- `)",
    ),
    "block sequence entries": ("syntax", "a list begins where none belongs (begin it on a line of its own)"),
    "could not find expected ':'": ("syntax", "a key without its colon (write `key: value`)"),
    "expected <document start>": (
        "syntax",
        "this does not fit what stands above (check indentation and quotes)",
    ),
    "expected node content": ("syntax", "a value is missing here, or a bracket is opened and not closed"),
    "control characters are not allowed": ("control-character", "a control character (remove it)"),
}
_BRACKET_FIRST = re.compile(r"\s*(?:- |[\w.\"-]+: )\s*([\[{])[^\[\]{}]*[\]}]\s*[^\s,#\]}]")  # - [a] b
_QUOTE = re.compile(r'(?<!\\)"')
FARTHEST_QUOTE = 12  # lines
_OPENED = {
    "unexpected end of stream": "a quote is opened here and not closed",
    "did not find expected ',' or": "a bracket is opened here and not closed, or a comma is missing",
}


def syntax_problem(file: Path, text: str, error: yaml.YAMLError) -> Problem:
    """`error`, which the parser found in `text`, as a problem of `file`."""
    said = " ".join(f"{getattr(error, 'context', '')} {getattr(error, 'problem', '') or error}".split())
    mark = getattr(error, "problem_mark", None)
    code: Code = "syntax"
    plain = next((plain for words, plain in _OPENED.items() if words in said), None)
    if plain:
        mark = getattr(error, "context_mark", None) or mark
    else:
        code, plain = next((found for words, found in _PLAIN_WORDS.items() if words in said), (code, said))
    line, column = (mark.line + 1, mark.column + 1) if mark else _control_character(text)
    if "did not find expected key" in said and (opened := _left_open(text, line)):
        return Problem(file, *opened, code, _OPENED["unexpected end of stream"])
    written = text.split("\n")[line - 1 : line]
    if written and written[0][column - 1 : column] == "\t":
        code, plain = "tab", "a tab (use spaces)"
    elif written and (bracket := _BRACKET_FIRST.match(written[0])):
        code, column = "yaml-sign", bracket.start(1) + 1
        plain = f"a text that begins with `{bracket[1]}` (put it in quotes)"
    return Problem(file, line, column, code, plain)


def _left_open(text: str, before: int) -> tuple[int, int] | None:
    """Line and column of the last quote above line `before` that is alone on its line; None: there is none.

    Such a text ends at the next quote, lines below, and only what stands after that does not fit.
    """
    lines = text.split("\n")
    for number in range(before - 1, max(0, before - FARTHEST_QUOTE), -1):
        if len(_QUOTE.findall(lines[number - 1])) % 2:
            return number, lines[number - 1].rindex('"') + 1
    return None


def _control_character(text: str) -> tuple[int, int]:
    for number, line in enumerate(text.split("\n"), 1):
        for column, character in enumerate(line, 1):
            if not character.isprintable() and character not in "\t\r":
                return number, column
    return 1, 1
