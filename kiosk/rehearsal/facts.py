"""What happens in a rehearsal, as facts: told once, digested in order, heard by whoever judges or counts."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Value = str | int | float | bool | None

TRACE_LENGTH = 400

KINDS: dict[str, tuple[str, ...]] = {
    # days and lives of the robot
    "day_began": ("day",),
    "day_ended": ("day",),
    "life_began": ("life", "after"),  # after: off, stop, crash, power
    "life_up": ("life", "uncertain"),  # recovered, at work; open doubts in the journal
    "life_ended": ("life", "how"),  # stop, crash, power
    "start_failed": ("life", "error"),
    # what the robot shows and tells
    "screen": ("name", "visit", "revision", "ticket", "number", "service", "paper", "trouble", "overlays"),
    "talk": (
        "visit",
        "flow",
        "step",
        "subject",
        "near",
        "misses",
        "silences",
        "action",
        "says",
    ),  # near: how many
    "mode": ("mode",),
    "trouble": ("change", "device", "fault"),  # change: raised, cleared
    "kept": ("ticket", "number", "service", "priority"),  # a number is durable, and nobody has been told yet
    # the desk, after each commit
    "issued": ("ticket", "number", "service", "priority"),
    "called": ("ticket", "number", "service", "counter"),
    "recalled": ("ticket", "number", "service", "counter"),
    "finished": ("ticket", "number", "service", "counter"),
    "no_show": ("ticket", "number", "service", "counter"),
    "transferred": ("ticket", "number", "service", "counter"),
    "back": ("ticket", "number", "service", "counter"),
    "undone": ("ticket", "number", "service", "counter"),
    "day_changed": (),
    "external": (),
    # the journal, after each commit
    "effect": ("effect", "ticket", "copy", "job", "state", "note"),
    "leaflet": ("leaflet", "job", "state"),  # a checklist on its way to paper; nothing of it is kept
    # the driver, and the printer as people see it
    "status": ("device", "paper", "faults"),
    "print_began": ("job",),
    "print_ended": ("job", "how"),  # how: the proof, not_ready, in_doubt, cut_off
    "cut_began": ("job",),
    "cut_ended": ("job", "how"),
    "hands": ("act",),  # somebody does something to the printer or its cable
    "printer": ("what", "detail"),  # the simulator's own words
    "paper": ("jobs", "cut", "reason", "rest"),  # the jobs whole on a piece of paper; rows of ink of others
    # people
    "arrived": ("citizen", "kind", "service"),
    "did": ("citizen", "act", "how", "visit"),  # how: ok, or why not; visit: of the screen that was touched
    "answered": ("citizen", "request", "ticket", "number", "ahead", "again"),
    "left": ("citizen", "why"),
    "staff": ("counter", "act", "how", "ticket", "number"),
    # what goes wrong on purpose
    "fault_began": ("fault", "detail"),
    "fault_over": ("fault",),
    "clock_jumped": ("seconds",),
    "disk": ("state",),  # well, slow, full, broken
    # judgement
    "violated": ("rule", "what"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened at virtual second `at_s`."""

    at_s: float
    kind: str
    values: dict[str, Value] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Value:
        return self.values[name]

    def __str__(self) -> str:
        told = " ".join(f"{name}={value}" for name, value in self.values.items() if value is not None)
        return f"{self.at_s:.3f} {self.kind} {told}".rstrip()


class Witness:
    """Hears everything. `now_s` is the virtual time."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._digest = hashlib.sha256()
        self._listeners: list[Callable[[Fact], None]] = []
        self._last: deque[Fact] = deque(maxlen=TRACE_LENGTH)
        self.facts = 0

    def on_fact(self, listener: Callable[[Fact], None]) -> None:
        """Call `listener` at once with every fact."""
        self._listeners.append(listener)

    def forget(self, listener: Callable[[Fact], None]) -> None:
        """Call `listener` no more; it may ask for this itself."""
        self._listeners = [other for other in self._listeners if other != listener]

    def tell(self, kind: str, /, **values: Value) -> None:
        """Something happened; a kind has always the same values. Raises ValueError otherwise."""
        if tuple(values) != KINDS[kind]:
            raise ValueError(f"{kind} is told with {', '.join(KINDS[kind])}, not with {', '.join(values)}")
        fact = Fact(self._now_s(), kind, values)
        self.facts += 1
        self._digest.update(str(fact).encode() + b"\n")
        self._last.append(fact)
        for listener in self._listeners:
            listener(fact)

    @property
    def digest(self) -> str:
        """Of all facts so far, in their order."""
        return self._digest.hexdigest()

    @property
    def trace(self) -> Iterable[Fact]:
        """The last facts, the oldest first."""
        return tuple(self._last)
