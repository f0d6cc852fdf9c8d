"""Puts a changed module in place of the loaded one, without importing anything anew."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

VALUES = (str, bytes, int, float, tuple, list, dict, set, frozenset, date, timedelta, Path)


def swap(module: ModuleType, code: CodeType) -> None:
    """Give every function of `module` the code it has in `code`, and every importer the changed values."""
    fresh = ModuleType(module.__name__)
    fresh.__dict__.update(__file__=module.__file__, __package__=module.__package__, __spec__=module.__spec__)
    exec(code, fresh.__dict__)
    changed = dict(_functions(fresh))
    for name, function in _functions(module):
        if new := changed.get(name):
            function.__code__ = new.__code__
            function.__defaults__, function.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
    for name, old in list(vars(module).items()):
        if isinstance(old, VALUES) and not name.startswith("__"):
            _rebind(name, old, vars(fresh).get(name))


def _rebind(name: str, old: Any, new: Any) -> None:
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is old:
            setattr(module, name, new)


def _functions(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    for name, value in vars(module).items():
        if getattr(value, "__module__", None) != module.__name__:
            continue
        if isinstance(value, type):
            for member_name, member in vars(value).items():
                for part, function in enumerate(_unwrapped(member)):
                    yield f"{name}.{member_name}.{part}", function
        else:
            for part, function in enumerate(_unwrapped(value)):
                yield f"{name}.{part}", function


def _unwrapped(member: Any) -> Iterator[FunctionType]:
    """The functions in a method, property, class method or wrapped function."""
    if isinstance(member, property):
        parts = (member.fget, member.fset)
    else:
        parts = (getattr(member, "__func__", member),)
    for part in parts:
        while hasattr(part, "__wrapped__"):
            part = part.__wrapped__
        if isinstance(part, FunctionType):
            yield part
