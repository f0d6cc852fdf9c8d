"""Pydantic's errors as problems: where in the file, what is wrong, and what would be right."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.config.document import Document, KeyPath
from kiosk.config.model_paths import field_at, known_keys
from kiosk.config.problems import Problem, did_you_mean, quoted

_RULES = {
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "int_type": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "bool_parsing": "must be yes or no",
    "bool_type": "must be yes or no",
    "string_type": "must be one text",
    "list_type": "must be a list, each entry after `- `",
    "model_type": "must be a group of `key: value` lines",
    "model_attributes_type": "must be a group of `key: value` lines",
    "string_pattern_mismatch": "is not written as it must be",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must have an entry",
    "too_long": "takes at most {max_length} entries",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
}


def problems_of(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Problem]:
    """Every error of `error`, which `model` found in `document`."""
    return [_problem(details, document, model) for details in error.errors()]


def _problem(details: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    path = _path_in(document, details["loc"])
    if details["type"] == "extra_forbidden":
        known = known_keys(model, details["loc"][:-1])
        return document.problem(
            path, f"unknown key {quoted(str(path[-1]))}; {did_you_mean(str(path[-1]), known)}", at_key=True
        )
    name = _name_of(details["loc"])
    example = _example(model, details["loc"], name)
    if details["type"] == "missing":
        return document.problem(path, f"`{name}` is missing here{example and '; add it' + example}")
    found = details["input"]
    shown = f"; found {quoted(str(found))}" if isinstance(found, str | int) else ""
    return document.problem(path, f"`{name}` {_rule(details)}{example}{shown}")


def _rule(details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    if "error" in context:
        return str(context["error"])
    limits = {name: f"{value:g}" if isinstance(value, float) else value for name, value in context.items()}
    return _RULES.get(details["type"], details["msg"].lower()).format(**limits)


def _example(model: type[BaseModel], loc: Sequence[str | int], name: str) -> str:
    examples = getattr(field_at(model, loc), "examples", None)
    return f", for example `{name}: {examples[0]}`" if examples else ""


def _name_of(loc: Sequence[str | int]) -> str:
    """The key an error is about; an entry of a list goes by the list's name."""
    names = [step for step in loc if isinstance(step, str) and " " not in step]
    return names[-1] if names else "the file"


def _path_in(document: Document, loc: Sequence[str | int]) -> KeyPath:
    """`loc` without the steps that are not in the file: the tags of unions, a missing key at the end."""
    path: KeyPath = ()
    for step in loc:
        if (*path, step) in document.value_marks or (*path, step) in document.key_marks:
            path = (*path, step)
    return path


def validated(document: Document, model: type[Any], folder: Path) -> tuple[Any, list[Problem]]:
    """`document` as a `model`, or what is wrong with it; files it names are looked for in `folder`."""
    data = {} if document.data is None else document.data
    try:
        return model.model_validate(data, context={"folder": folder}), []
    except ValidationError as error:
        return None, problems_of(error, document, model)
