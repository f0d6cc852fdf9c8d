"""What the YAML parser says, in plain words."""

from pathlib import Path

import yaml

from kiosk.config.problems import Problem

_SIGN = "`{sign}` has a meaning of its own here; put the text in quotes"
_PLAIN_WORDS = {  # parts of what the parser says, the first that is found counts
    "scanning an anchor": _SIGN.format(sign="&"),
    "scanning an alias": _SIGN.format(sign="*"),
    "scanning a tag": _SIGN.format(sign="!"),
    "parsing a tag": _SIGN.format(sign="!"),
    "directive": _SIGN.format(sign="%"),
    "scanning a block scalar": "`|` or `>` begins a text of several lines; put a text on one line in quotes",
    "tab character": "a tab; use spaces",
    "that cannot start any token": "a tab or a special character begins a value; use spaces or quotes",
    "mapping values are not allowed": "a colon where none belongs; put a text with a colon in quotes",
    "found unexpected ':'": "a colon where none belongs; put a text with a colon in quotes",
    "did not find expected key": "this line does not fit the lines above; check its indentation and quotes",
    "did not find expected '-'": "this line does not fit the list above; each entry begins with `- `",
    "block sequence entries": "a list begins where none belongs; begin it on a line of its own",
    "could not find expected ':'": "a key without its colon; write `key: value`",
    "expected <document start>": "this does not fit what stands above; check indentation and quotes",
    "expected node content": "a value is missing here, or a bracket is opened and not closed",
    "control characters are not allowed": "a control character; remove it",
}
_OPENED = {
    "unexpected end of stream": "a quote is opened here and not closed",
    "did not find expected ',' or": "a bracket is opened here and not closed, or a comma is missing",
}


def syntax_problem(file: Path, text: str, error: yaml.YAMLError) -> Problem:
    """`error`, which the parser found in `text`, as a problem of `file`."""
    said = " ".join(f"{getattr(error, 'context', '')} {getattr(error, 'problem', '') or error}".split())
    mark = getattr(error, "problem_mark", None)
    plain = next((plain for words, plain in _OPENED.items() if words in said), None)
    if plain:
        mark = getattr(error, "context_mark", None) or mark
    else:
        plain = next((plain for words, plain in _PLAIN_WORDS.items() if words in said), said)
    line, column = (mark.line + 1, mark.column + 1) if mark else _control_character(text)
    return Problem(file, line, column, plain)


def _control_character(text: str) -> tuple[int, int]:
    for number, line in enumerate(text.split("\n"), 1):
        for column, character in enumerate(line, 1):
            if not character.isprintable() and character not in "\t\r":
                return number, column
    return 1, 1
