"""What makes a table sound: nothing unknown, unused, unreachable, ambiguous or trapped."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from state_machines.row import Move, TableError

Moves = Sequence[Move[Any]]


class _Subject(NamedTuple):
    name: str
    initial: str
    states: Collection[str]
    events: Collection[str]
    final: Collection[str]
    moves: Moves


def check(
    name: str,
    initial: str,
    states: Collection[str],
    events: Collection[str],
    final: Collection[str],
    moves: Moves,
) -> None:
    """Raise `TableError` naming the table and, where there is one, the row."""
    subject = _Subject(name, initial, states, events, final, moves)
    for rule in (_names, _rows, _used, _ambiguous, _reachable, _trapped):
        rule(subject)


def _refuse(table: _Subject, what: str, move: Move[Any] | None = None) -> None:
    place = "" if move is None else f"{move}: "
    raise TableError(f"table {table.name}: {place}{what}")


def _names(table: _Subject) -> None:
    if table.initial not in table.states:
        _refuse(table, f"the initial state {table.initial!r} is not one of its states")
    for state in table.final:
        if state not in table.states:
            _refuse(table, f"the final state {state!r} is not one of its states")


def _rows(table: _Subject) -> None:
    for move in table.moves:
        _row(table, move)


def _row(table: _Subject, move: Move[Any]) -> None:
    for state in (move.source, move.target):
        if state not in table.states:
            _refuse(table, f"unknown state {state!r}", move)
    if move.row.event not in table.events:
        _refuse(table, f"unknown event {move.row.event!r}", move)
    if move.source in table.final:
        _refuse(table, f"leads out of the final state {move.source!r}", move)
    if move.row.guard is not None and not getattr(move.row.guard, "__name__", "<").isidentifier():
        _refuse(table, "the guard has no name to show", move)


def _used(table: _Subject) -> None:
    used = {move.row.event for move in table.moves}
    for event in table.events:
        if event not in used:
            _refuse(table, f"the event {event!r} is in no row")


def _ambiguous(table: _Subject) -> None:
    certain: dict[tuple[str, str], Move[Any]] = {}
    for move in table.moves:
        earlier = certain.get((move.source, move.row.event))
        if earlier is not None:
            _refuse(table, f"never tried, because {earlier} has no guard", move)
        if move.row.guard is None:
            certain[move.source, move.row.event] = move


def _reachable(table: _Subject) -> None:
    seen = _spread({table.initial}, ((move.source, move.target) for move in table.moves))
    for state in table.states:
        if state not in seen:
            _refuse(table, f"the state {state!r} is never reached from {table.initial!r}")


def _trapped(table: _Subject) -> None:
    ends = {table.initial, *table.final}
    free = _spread(ends, ((move.target, move.source) for move in table.moves))
    for state in table.states:
        if state not in free:
            _refuse(table, f"the state {state!r} is a trap: no way to {' or '.join(sorted(ends))}")


def _spread(start: set[str], arrows: Iterable[tuple[str, str]]) -> set[str]:
    """Every state that `arrows` lead to from `start`."""
    following: Mapping[str, set[str]] = _grouped(arrows)
    seen, open_ends = set(start), list(start)
    while open_ends:
        fresh = following.get(open_ends.pop(), set()) - seen
        seen |= fresh
        open_ends += fresh
    return seen


def _grouped(arrows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    following: dict[str, set[str]] = {}
    for source, target in arrows:
        following.setdefault(source, set()).add(target)
    return following
