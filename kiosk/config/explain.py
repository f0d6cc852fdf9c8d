"""Pydantic's errors as problems: where in the file, what is wrong, and what would be right."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.config.base import LANGUAGES
from kiosk.config.codes import Code
from kiosk.config.document import Document, KeyPath
from kiosk.config.model_paths import field_at, known_keys
from kiosk.config.problems import Problem, did_you_mean, quoted

_RULES: dict[str, tuple[Code, str]] = {
    "int_parsing": ("wrong-type", "must be a whole number"),
    "int_parsing_size": ("out-of-range", "must be a smaller number"),
    "int_type": ("wrong-type", "must be a whole number"),
    "float_parsing": ("wrong-type", "must be a number"),
    "float_type": ("wrong-type", "must be a number"),
    "finite_number": ("wrong-type", "must be a number"),
    "bool_parsing": ("wrong-type", "must be yes or no"),
    "bool_type": ("wrong-type", "must be yes or no"),
    "string_type": ("wrong-type", "must be one text"),
    "list_type": ("wrong-type", "must be a list, each entry after `- `"),
    "dict_type": ("wrong-type", "must be a group of `key: value` lines"),
    "model_type": ("wrong-type", "must be a group of `key: value` lines"),
    "model_attributes_type": ("wrong-type", "must be a group of `key: value` lines"),
    "string_pattern_mismatch": ("bad-value", "is not written as it must be"),
    "string_too_short": ("empty-value", "must not be empty"),
    "string_too_long": ("too-long", "must have at most {max_length} characters"),
    "too_short": ("empty-value", "must have {entries}"),
    "too_long": ("too-long", "takes at most {max_length} entries"),
    "greater_than_equal": ("out-of-range", "must be at least {ge}"),
    "less_than_equal": ("out-of-range", "must be at most {le}"),
    "literal_error": ("bad-value", "must be {expected}"),
}


def problems_of(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Problem]:
    """Every error of `error`, which `model` found in `document`."""
    return [_problem(details, document, model) for details in error.errors()]


def _problem(details: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    loc, kind = details["loc"], details["type"]
    path = _path_in(document, loc)
    if kind == "extra_forbidden":
        key = str(path[-1])
        known = known_keys(model, loc[:-1])
        right = "put a text with a comma in quotes" if " " in key else did_you_mean(key, known)
        message = f"unknown key {quoted(key)} ({right})"
        return document.problem(path, "unknown-key", message, at_key=True)
    name = _name_of(loc)
    example = _example(model, loc, name)
    if kind == "missing":
        code: Code = "missing-translation" if name in LANGUAGES else "missing-key"
        return document.problem(path, code, f"`{name}` is missing here{example and f' (add it{example})'}")
    code, rule = _rule(details)
    found = details["input"]
    shown = f", found {quoted(str(found))}" if isinstance(found, str | int) else ""
    message = f"`{name}` {rule}{shown}{example and f' ({example[2:]})'}"
    return document.problem(path, code, message, at_key=loc[-1:] == ("[key]",))


def _rule(details: ErrorDetails) -> tuple[Code, str]:
    context = dict(details.get("ctx", {}))
    if "error" in context:
        return getattr(context["error"], "code", "bad-value"), str(context["error"])
    least = context.get("min_length", 1)
    context["entries"] = "an entry" if least == 1 else f"at least {least} entries"
    limits = {name: f"{value:g}" if isinstance(value, float) else value for name, value in context.items()}
    code, rule = _RULES.get(details["type"], ("bad-value", details["msg"].lower()))
    return code, rule.format(**limits)


def _example(model: type[BaseModel], loc: Sequence[str | int], name: str) -> str:
    examples = getattr(field_at(model, loc), "examples", None)
    return f", for example `{name}: {examples[0]}`" if examples else ""


def _name_of(loc: Sequence[str | int]) -> str:
    """The key an error is about; an entry of a list goes by the list's name."""
    names = [step for step in loc if isinstance(step, str) and " " not in step and step != "[key]"]
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
