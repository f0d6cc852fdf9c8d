"""The card reader as a device: what the daemon asks over a slot's connection, the chip there answers.

Responsible for frames, the power of chips, counting, hands. Not responsible for what a chip answers
(simulator/identity_card), nor for where connections come from (simulator/pcscd).
"""

from collections.abc import Mapping

from simulator.devices.card_reader.commands import SHOWN_BYTES, is_known, name_of, status_word
from simulator.devices.card_reader.frames import MOST_BYTES, Control, encode_frame
from simulator.devices.card_reader.hands import ACTS, Deal, Hands
from simulator.devices.card_reader.slot import Card, Slot
from simulator.devices.events import Answered, BytesLost, CommandRead, Event, FrameSent, Happened
from simulator.devices.interfaces import Act, Step

POWERED = (Control.POWER_OFF, Control.POWER_ON, Control.RESET)
STARTING = "starting"
SLOTS = {"slot_1": "Virtual PCD 00 00", "slot_2": "Virtual PCD 00 01"}  # as PC/SC calls them


class CardReader:
    """A `simulator.devices.interfaces.Device` with a connector for each slot."""

    name = "card_reader"
    acts: tuple[Act, ...] = ACTS
    baud = 0
    listening = True
    connectors = tuple(SLOTS)

    def __init__(self, deal: Deal) -> None:
        """`deal` hands out cards by kind and number of their holder."""
        self.daemon_state = STARTING  # later as the one who keeps the daemon saw it last
        self._slots = {name: Slot() for name in SLOTS}
        self._hands = Hands(self._slots, deal)
        self.daemon = self._hands.daemon

    def slot(self, connector: str) -> Slot:
        """One of them."""
        return self._slots[connector]

    def room(self, connector: str) -> int:
        """A frame is never longer."""
        return MOST_BYTES

    def feed(self, data: bytes, now: float, connector: str) -> Step:
        """The daemon speaks."""
        slot = self._slots[connector]
        events: list[Event] = []
        for payload in slot.frames.feed(data):
            events += self._hear(slot, payload, now, connector)
        return _step(events)

    def advance(self, now: float) -> Step:
        """Let chips answer that have thought for long enough."""
        return _step([event for name, slot in self._slots.items() for event in _said(slot, now, name)])

    def next_due(self) -> float | None:
        """When the next chip answers."""
        due = [slot.answers_at for slot in self._slots.values()]
        return min((at for at in due if at is not None), default=None)

    def connect(self, connected: bool, now: float, connector: str) -> None:
        """The daemon feels a card there from now on, or no longer."""
        self._slots[connector].connect(connected)

    def cut_wire(self, now: float, connector: str) -> None:
        """The reader is unplugged."""
        self.connect(False, now, connector)

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do; raises `ActRefused`."""
        return Step(events=(Happened(now, *self._hands.act(name, parameters)),))

    def tell_daemon(self, state: str, now: float) -> Step:
        """The daemon has come to run, or no longer does."""
        before, self.daemon_state = self.daemon_state, state
        return Step() if before in (state, STARTING) else Step(events=(Happened(now, f"daemon_is_{state}"),))

    def state(self) -> dict[str, object]:
        """What can be seen of it."""
        slots = self._slots.values()
        return {
            "daemon": self.daemon_state,
            "cards": sum(slot.card is not None for slot in slots),
            "wrong_side": any(slot.wrong_side for slot in slots),
            "slots": {name: slot.state(SLOTS[name]) for name, slot in self._slots.items()},
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """Whether the daemon speaks to a card there."""
        return {"connected": self._slots[connector].connected}

    def _hear(self, slot: Slot, payload: bytes, now: float, connector: str) -> list[Event]:
        card = slot.feels
        if card is None or not payload:
            return [BytesLost(now, len(payload), "no card is felt", connector=connector)]
        if len(payload) > 1:
            return self._command(slot, card, payload, now, connector)
        if payload[0] == Control.GET_ATR:
            return [FrameSent(now, encode_frame(card.chip.atr), connector=connector)]
        if payload[0] not in POWERED:
            return [BytesLost(now, 1, f"no control {payload[0]}", connector=connector)]
        slot.reset()
        return []

    def _command(self, slot: Slot, card: Card, command: bytes, now: float, connector: str) -> list[Event]:
        slot.commands += 1
        events: list[Event] = []
        if slot.commands == 1:
            events.append(Happened(now, "reading_began", card.kind, connector=connector))
        unknown = not is_known(command)
        shown = command[:SHOWN_BYTES]
        events.append(CommandRead(now, shown, len(command), name_of(command), unknown, connector=connector))
        if slot.commands == slot.pull_at:
            slot.take()
            return [*events, Happened(now, "card_pulled", card.kind, connector=connector)]
        slot.think(card.chip.transmit(command, now), now)
        return events + _said(slot, now, connector)


def _said(slot: Slot, now: float, connector: str) -> list[Event]:
    said = slot.said(now)
    if said is None:
        return []
    at, response = said
    meaning = f"{status_word(response)}, {len(response) - 2} bytes"
    shown = response[:SHOWN_BYTES]
    return [
        FrameSent(at, encode_frame(response), connector=connector),
        Answered(at, shown, len(response), meaning, connector=connector),
    ]


def _step(events: list[Event]) -> Step:
    """These events, and the bytes among them for the daemon."""
    said: dict[str, bytes] = {}
    for event in events:
        if isinstance(event, FrameSent):
            said[event.connector] = said.get(event.connector, b"") + event.data
    return Step(said, tuple(events))
