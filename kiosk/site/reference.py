"""docs/reference/configuration.md, made from the schema: `python -m kiosk.site.reference > FILE`."""

import sys
import types
from collections.abc import Iterator
from datetime import date, time
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from kiosk.config.base import Text
from kiosk.config.dialog_schema import ExampleEntry, Expectation, MannersFile, OutOfScope, ReadingFile
from kiosk.config.hall_schema import MapFile
from kiosk.config.procedure_schema import ProceduresFile, SourceEntry
from kiosk.config.ticket_layout import KINDS
from kiosk.site.load import FILES
from kiosk.ticket.fields import FIELD_NAMES

_HEAD = """\
# Configuration reference

<!-- Made from the schema by `python -m kiosk.site.reference`; do not edit here. -->

A configuration is a folder of YAML files; `kiosk init DIR` makes one, `kiosk check --config DIR` checks it.
Every problem is one line, `file:line:column: error CODE: what is wrong (what would be right)`; a robot does
not start on a configuration with errors. The codes: [problems.md](problems.md). A file's first line tells
editors its schema; `kiosk schema --write DIR` writes the schemas.

Values stay what was typed until the type of their key reads them: yes and no (also true and false), 7:30 or
7h30 for times, 2/9/2026 or 2026-09-02 for days. A key without a value counts as not written. Unknown keys,
keys written twice, YAML anchors and tags are errors. A Text is one text in every language: `{vi: Hộ tịch,
en: Civil status}`.

The texts of screens, board, phone and counter and all the robot says are in `dialogs/vi/responses/` and
`dialogs/en/responses/`: one `key: text` a line. Both languages have the same keys, and in each text the same
`{slots}`. The flows (`dialogs/flows/`) have [a page of their own](flows.md).
"""
_PHRASES = """\
## dialogs/LANGUAGE/sentences/

What people say. `procedures/FIELD.yaml` has phrases under the id of a procedure, `commands.yaml` under a
command, `topics.yaml` under what can be asked of a procedure; `slots.yaml` has for each slot the wordings and
the value they stand for. A phrase is a template: `[left out or not]`, `(one|or the other)`, `{slot}`; it must
be in quotes when it begins with one of these signs, and it has at most 64 wordings.

```yaml
take_number:
  - "[cho tôi] (lấy|xin) số [{service}]"
```
"""
_NAMES: dict[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "yes or no",
    time: "time of day",
    date: "day",
}


def markdown() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_files(), *_ticket_lines(), *_knowledge()])


def _files() -> Iterator[str]:
    for name, model in FILES.items():
        yield from _section(f"{name}.yaml", model)


def _knowledge() -> Iterator[str]:
    yield from _section("hall/map.yaml", MapFile)
    yield from _section("procedures/FIELD.yaml", ProceduresFile)
    yield "## procedures/sources.yaml\n"
    yield "Each source stands under its short name.\n"
    yield from _table(SourceEntry)
    yield _PHRASES
    yield from _section("dialogs/LANGUAGE/sentences/manners.yaml", MannersFile)
    yield from _section("dialogs/LANGUAGE/sentences/out_of_scope.yaml", OutOfScope)
    yield from _section("dialogs/LANGUAGE/reading.yaml", ReadingFile)
    yield "What is read how without it: [reading aloud](reading-aloud.md).\n"
    yield "## dialogs/LANGUAGE/tests/\n"
    yield "A list of examples that `kiosk check` asks; `expect: no_match` means: nothing.\n"
    yield from _table(ExampleEntry)
    yield f"### {Expectation.__name__}: {_summary(Expectation)}\n"
    yield from _table(Expectation)


def _section(name: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"## {name}\n"
    yield from _table(model)
    for nested in _nested(model):
        yield f"### {nested.__name__}: {_summary(nested)}\n"
        yield from _table(nested)


def _ticket_lines() -> Iterator[str]:
    yield "### Lines of the ticket\n"
    yield "Every line may have `languages`: print it only on tickets in these languages.\n"
    for kind, model in KINDS.items():
        yield f"#### `{kind}`: {_summary(model)}\n"
        yield from _table(model, without="languages")
    yield f"Fields of texts: {', '.join(f'`{{{name}}}`' for name in FIELD_NAMES)}.\n"


def _table(model: type[BaseModel], without: str = "") -> Iterator[str]:
    rows = [_row(name, field) for name, field in model.model_fields.items() if name != without]
    yield "\n".join(["| Key | Value | If left out | Meaning | Example |", "|---|---|---|---|---|", *rows, ""])


def _row(name: str, field: FieldInfo) -> str:
    value = _type_name(field.annotation) + _limits(field)
    example = f"`{name}: {field.examples[0]}`" if field.examples else ""
    return f"| `{name}` | {value} | {_default(field)} | {field.description} | {example} |"


def _default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined:
        return "must be there"
    if field.default in (None, [], {}, ""):
        return "none"
    if isinstance(field.default, Text):
        return field.default.en
    if isinstance(field.default, BaseModel):
        return "as below"
    if isinstance(field.default, time):
        return f"`{field.default:%-H:%M}`"
    if isinstance(field.default, bool):
        return "`yes`" if field.default else "`no`"
    shown = ", ".join(field.default) if isinstance(field.default, list) else f"{field.default}"
    return f"`[{shown}]`" if isinstance(field.default, list) else f"`{shown}`"


def _limits(field: FieldInfo) -> str:
    low = next((rule.ge for rule in field.metadata if hasattr(rule, "ge")), None)
    high = next((rule.le for rule in field.metadata if hasattr(rule, "le")), None)
    return "" if low is None or high is None else f", {low} to {high}"


def _type_name(kind: Any) -> str:
    if get_origin(kind) is Annotated:
        return _type_name(get_args(kind)[0])
    if get_origin(kind) is list:
        return f"list of {_type_name(get_args(kind)[0])}"
    if get_origin(kind) is dict:
        return f"group of {_type_name(get_args(kind)[1])}"
    if get_origin(kind) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(kind))
    if get_origin(kind) in (Union, types.UnionType):
        arms = [arm for arm in get_args(kind) if arm is not type(None)]
        return _type_name(arms[0]) if len(arms) == 1 else "lines"
    return _NAMES.get(kind, getattr(kind, "__name__", str(kind)))


def _nested(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The models below `model`, in the order they are met, each once; not the ticket's lines."""
    found: list[type[BaseModel]] = []
    for field in model.model_fields.values():
        for kind in _models_in(field.annotation):
            found += [nested for nested in (kind, *_nested(kind)) if nested not in found]
    return [nested for nested in found if nested is not Text and nested not in KINDS.values()]


def _models_in(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for argument in get_args(kind):
        yield from _models_in(argument)


def _summary(model: type[BaseModel]) -> str:
    first = (model.__doc__ or "").strip().split("\n")[0].rstrip(".")
    return first[0].lower() + first[1:]


if __name__ == "__main__":
    sys.stdout.write(markdown())
