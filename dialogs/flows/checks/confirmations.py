"""Has somebody asked by name for every effect in the world, whatever the way was?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dialogs.flows.checks.fault import Fault, Path
from dialogs.flows.checks.graph import Edge, edges
from dialogs.flows.model import END, MAIN, FlowSet, Step
from dialogs.flows.skills import SKILLS

Asked = frozenset[str]  # the actions somebody has asked for and that were not done yet
NOTHING: Asked = frozenset()


@dataclass(slots=True)
class _Entry:
    """One flow entered with the same actions asked for: from where, and what happens in it unasked."""

    at_the_end: Asked | None = None  # None: it never comes to its end
    unasked: dict[str, str] = field(default_factory=dict)  # step → its action
    callers: set[tuple[str, Path]] = field(default_factory=set)


class Confirmations:
    """Looks at every way from every place where a flow can begin. The flows must not call in circles."""

    def __init__(self, flows: FlowSet) -> None:
        self._flows = flows.flows
        self._everywhere = flows.everywhere
        self._entries: dict[tuple[str, Asked], _Entry] = {}

    def faults(self) -> Iterator[Fault]:
        """Every action that can happen without having been asked for, where the asking is missing."""
        for name, asked, caller in self._beginnings():
            if name in self._flows:
                self._enter(name, asked, caller)
        for name in self._flows:
            if not any(flow == name for flow, _ in self._entries):
                self._enter(name, NOTHING, None)
        for (name, _), entry in self._entries.items():
            for step, action in entry.unasked.items():
                yield from self._blame(name, step, action, entry)

    def _beginnings(self) -> Iterator[tuple[str, Asked, tuple[str, Path] | None]]:
        yield MAIN, NOTHING, None
        for name, reaction in self._everywhere.commands.items():
            yield reaction.flow, NOTHING, ("", ("commands", name, "flow"))
        for index, line in enumerate(self._everywhere.after_three):
            yield line.flow, frozenset({line.confirms} - {""}), ("", ("after_three", index, "flow"))

    def _enter(self, name: str, asked: Asked, caller: tuple[str, Path] | None) -> Asked | None:
        entry = self._entries.get((name, asked))
        if entry is None:
            entry = self._entries[name, asked] = _Entry()
            entry.at_the_end = self._walk(name, asked, entry)
        if caller is not None:
            entry.callers.add(caller)
        return entry.at_the_end

    def _walk(self, name: str, asked: Asked, entry: _Entry) -> Asked | None:
        flow = self._flows[name]
        known, todo = {flow.start: asked}, [flow.start]
        while todo:
            here = todo.pop()
            if here not in flow.steps:
                continue
            for edge in edges(flow, here, self._flows):
                after = self._after((name, here), flow.steps[here], edge, known[here], entry)
                before = known.get(edge.target)
                if after is None or (before is not None and before <= after):
                    continue
                known[edge.target] = after if before is None else before & after
                todo.append(edge.target)
        return known.get(END)

    def _after(
        self, at: tuple[str, str], step: Step, edge: Edge, asked: Asked, entry: _Entry
    ) -> Asked | None:
        flow, name = at
        if step.kind == "call":
            return self._enter(step.flow, asked, (flow, ("steps", name, "flow")))
        if step.kind == "action" and SKILLS[step.action].effect:
            if step.action not in asked:
                entry.unasked[name] = step.action
            return asked - {step.action}
        return asked | ({edge.confirms} - {""})

    def _blame(self, flow: str, step: str, action: str, entry: _Entry) -> Iterator[Fault]:
        """The callers who do not ask where others do; the action itself where nobody asks."""
        others = [
            other for (name, _), other in self._entries.items() if name == flow and step not in other.unasked
        ]
        places = sorted(entry.callers, key=str) if others else [(flow, ("steps", step, "action"))]
        for where, path in places:
            message = f"`{action}` can be reached here without anybody having asked for it"
            hint = f"give the choice before it `confirms: {action}`, on every way"
            yield Fault("missing-confirmation", where, path, message, hint)
