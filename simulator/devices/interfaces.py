"""The shape every simulated device has, so that wires, traces and scenarios need not know which it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, Protocol

from simulator.devices.events import Event

PUBLIC = "public"  # the connector every device has: any program may come in there
ROBOT, NETWORK = "robot", "network"
CONNECTORS = (PUBLIC, ROBOT, NETWORK)


class Step(NamedTuple):
    """What came out of a device up to a moment: bytes for its hosts, by connector, and events for us."""

    to_host: Mapping[str, bytes] = MappingProxyType({})
    events: tuple[Event, ...] = ()

    @property
    def data(self) -> bytes:
        """The bytes for all hosts, for those who speak at one connector only."""
        return b"".join(self.to_host.values())

    def then(self, later: "Step") -> "Step":
        """Both steps as one."""
        names = dict.fromkeys((*self.to_host, *later.to_host))
        said = {name: self.to_host.get(name, b"") + later.to_host.get(name, b"") for name in names}
        return Step(said, self.events + later.events)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number an act may be given; outside `low`…`high` it is refused."""

    name: str
    default: float
    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class Act:
    """One thing hands can do: the part it is done to, what it is called, what may be said with it."""

    name: str
    part: str
    label: Mapping[str, str]
    parameters: tuple[Parameter, ...] = ()
    key: str = ""


class ActRefused(ValueError):
    """The act does not exist, or its parameters make no sense. The message says what would be right."""


class Device(Protocol):
    """A pure device: no clock, no event loop. `now` is simulated seconds and never goes back.

    A host comes in at one of its connectors and is answered there.
    """

    @property
    def name(self) -> str:
        """Its name on the bench and of its wire."""

    @property
    def connectors(self) -> tuple[str, ...]:
        """Where hosts can come in."""

    @property
    def acts(self) -> tuple[Act, ...]:
        """Everything hands can do to it."""

    @property
    def listening(self) -> bool:
        """Whether its interface is powered at all."""

    @property
    def baud(self) -> int:
        """The speed set on its connectors; 0 = wires have no speed."""

    def room(self, connector: str) -> int:
        """How many more bytes it can take now."""

    def feed(self, data: bytes, now: float, connector: str) -> Step:
        """Bytes from the host begin to reach the connector at `now`; at most `room()` of them."""

    def advance(self, now: float) -> Step:
        """Let time pass until `now`."""

    def next_due(self) -> float | None:
        """When something will happen without further input; None = never."""

    def connect(self, connected: bool, now: float, connector: str) -> None:
        """A host can receive there from now on, or no longer."""

    def cut_wire(self, now: float, connector: str) -> None:
        """The cable is pulled there: what it still carried is lost, the host is gone."""

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do. Raises `ActRefused`."""

    def state(self) -> dict[str, object]:
        """Everything a person at the machine could see, as plain values."""

    def connector_state(self, connector: str) -> dict[str, object]:
        """How much waits at one connector, and the like."""
