"""The wrong changes: every small one that can be made to a module, one at a time, ready to compile."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.torture.mutants.replacements import replacements, unspoken

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef)
NOT_CODE = frozenset({"annotation", "returns", "decorator_list", "bases"})


@dataclass(frozen=True, slots=True)
class Place:
    """A node and where it hangs in its parent."""

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    scope: str  # the outermost function or method, e.g. `Papers.recover`; empty on module level


@dataclass(frozen=True, slots=True)
class Change:
    """One wrong change, and the tree that has it while it is the current one."""

    line: int
    scope: str
    what: str
    tree: ast.Module

    @property
    def key(self) -> str:
        """Names it in reports."""
        return f"{self.line}: {self.what}"


def changes(source: str) -> Iterator[Change]:
    """Every change; its tree holds until the next one is asked for."""
    tree = ast.parse(source)
    for place in list(_places(tree, "")):
        line = getattr(place.node, "lineno", 0) or place.parent.lineno  # type: ignore[attr-defined]
        for what, new in replacements(place.node, place.parent):
            _put(place, ast.fix_missing_locations(ast.copy_location(new, place.node)))
            yield Change(line, place.scope, what, tree)
            _put(place, place.node)


def _put(place: Place, node: ast.AST) -> None:
    if place.index is None:
        setattr(place.parent, place.field, node)
    else:
        getattr(place.parent, place.field)[place.index] = node


def _places(parent: ast.AST, scope: str, inside: bool = False) -> Iterator[Place]:
    """All nodes that are code: in functions, and in assignments on module level."""
    for field, value in ast.iter_fields(parent):
        if field in NOT_CODE:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST):
                yield from _places_of(Place(node, parent, field, index, scope), inside)


def _places_of(place: Place, inside: bool) -> Iterator[Place]:
    node, scope = place.node, place.scope
    if isinstance(node, ast.ClassDef):
        if not any(ast.unparse(base).startswith("Protocol") for base in node.bases):
            for index, member in enumerate(node.body):
                if isinstance(member, SCOPES):
                    yield from _places_of(Place(member, node, "body", index, _join(scope, node.name)), inside)
        return
    if isinstance(node, SCOPES) and not inside:
        yield from _places(node, _join(scope, node.name), inside=True)
        return
    if (
        not inside
        and not isinstance(node, (ast.Assign, ast.AnnAssign))
        and isinstance(place.parent, ast.Module)
    ):
        return
    if unspoken(node):
        return
    yield place
    yield from _places(node, scope, inside=True)


def _join(scope: str, name: str) -> str:
    return f"{scope}.{name}" if scope else name


def compiled(change: Change, path: str) -> Any:
    """The module's code with the change in it."""
    return compile(change.tree, path, "exec")
