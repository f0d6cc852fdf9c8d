"""Finding one's way in a model by the location of an error."""

import types
from collections.abc import Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, Tag
from pydantic.fields import FieldInfo


def known_keys(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """The keys of the group at `loc` in a file of `model`."""
    found = _arm(_type_at(model, loc))
    return [] if found is None else list(found.model_fields)


def field_at(model: type[BaseModel], loc: Sequence[str | int]) -> FieldInfo | None:
    """The field at `loc` in a file of `model`; an entry of a list has its list's."""
    steps = list(loc)
    while steps and isinstance(steps[-1], int):
        steps.pop()
    parent = _arm(_type_at(model, steps[:-1])) if steps else None
    return None if parent is None else parent.model_fields.get(str(steps[-1]))


def _type_at(kind: Any, loc: Sequence[str | int]) -> Any:
    for step in loc:
        kind = _step(kind, step)
    return kind


def _step(kind: Any, step: str | int) -> Any:
    """The type one step into `kind`: a field of a model, an entry of a list, a tagged arm of a union."""
    bare = _bare(kind)
    if isinstance(step, int):
        return get_args(bare)[0] if get_origin(bare) is list else None
    if get_origin(bare) is dict:
        return get_args(bare)[1]
    for arm in _arms(kind):
        if Tag(step) in getattr(arm, "__metadata__", ()):
            return arm
    model = _arm(kind)
    field = model.model_fields.get(step) if model else None
    return field.annotation if field else None


def _bare(kind: Any) -> Any:
    """`kind` without its annotations and without the shell of a root model."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, RootModel):
        return _bare(kind.model_fields["root"].annotation)
    return kind


def _arms(kind: Any) -> tuple[Any, ...]:
    bare = _bare(kind)
    return get_args(bare) if get_origin(bare) in (Union, types.UnionType) else (bare,)


def _arm(kind: Any) -> type[BaseModel] | None:
    """The model `kind` is or may be."""
    for arm in map(_bare, _arms(kind)):
        if isinstance(arm, type) and issubclass(arm, BaseModel):
            return arm
    return None
