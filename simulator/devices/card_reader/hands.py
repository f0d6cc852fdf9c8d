"""What a person can do at the card reader: with cards, with its cable (`wires/line.py`), with its daemon."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from simulator.card_holders import CITIZEN
from simulator.devices.card_reader.deck import KINDS
from simulator.devices.card_reader.slot import Card, Slot
from simulator.devices.interfaces import Act, ActRefused, Parameter

Deal = Callable[[str, int], Card]  # the kind of a card, the number of its holder

SLOT = Parameter("slot", 1, 1, 2, "")
COMMANDS = Parameter("commands", 10, 1, 100_000, "")
FILE = Parameter(
    "file", 13, 1, 30, ""
)  # its short identifier: the group's number, 28 CardAccess, 29 SOD, 30 COM
BYTE = Parameter("byte", 100, 0, 200_000, "")
LAY = "lay_"


def _act(name: str, part: str, vi: str, en: str, *parameters: Parameter, key: str = "") -> Act:
    return Act(name, part, {"vi": vi, "en": en}, parameters, key)


ACTS = (
    *(
        _act(f"{LAY}{name}", kind.part, kind.vi, kind.en, CITIZEN, SLOT, key=kind.key)
        for name, kind in KINDS.items()
    ),
    _act("take_away", "hand", "Lấy thẻ ra", "Take away", SLOT, key="t"),
    _act("turn_over", "hand", "Lật thẻ", "Turn over", SLOT, key="o"),
    _act("pull_at", "hand", "Rút ở lệnh thứ", "Pull at command", COMMANDS, SLOT),
    _act("flip_byte", "hand", "Sửa một byte", "Change a byte", FILE, BYTE, SLOT),
    _act("stop_daemon", "daemon", "Dừng", "Stop"),
    _act("kill_daemon", "daemon", "Giết", "Kill"),
    _act("start_daemon", "daemon", "Chạy (lại)", "Start (anew)"),
)


@dataclass(slots=True)
class Daemon:
    """The PC/SC daemon as hands want it: whether it runs, and for which time it is started."""

    wanted: bool = True
    killed: bool = False
    starts: int = 0


@dataclass(slots=True)
class Hands:
    """Does the acts; each tells what happened, in one word and a detail."""

    slots: Mapping[str, Slot]
    deal: Deal
    daemon: Daemon = field(default_factory=Daemon)

    def act(self, name: str, parameters: Mapping[str, float]) -> tuple[str, str]:
        """Do one act of `ACTS`; `parameters` are within their bounds. Raises `ActRefused`."""
        act = next((act for act in ACTS if act.name == name), None)
        if act is None:
            raise ActRefused(f"no act {name!r}")
        given = {p.name: int(parameters.get(p.name, p.default)) for p in act.parameters}
        if name.startswith(LAY):
            return self._lay(name.removeprefix(LAY), **given)
        told: tuple[str, str] = getattr(self, f"_{name}")(**given)
        return told

    def _lay(self, kind: str, citizen: int, slot: int) -> tuple[str, str]:
        self._slot(slot).lay(self.deal(kind, citizen))
        return "card_laid", kind

    def _take_away(self, slot: int) -> tuple[str, str]:
        card = self._with_card(slot).take()
        return "card_taken", card.kind if card else ""

    def _turn_over(self, slot: int) -> tuple[str, str]:
        turned = self._with_card(slot)
        turned.wrong_side = not turned.wrong_side
        return "card_turned", "wrong side" if turned.wrong_side else "right side"

    def _pull_at(self, commands: int, slot: int) -> tuple[str, str]:
        self._with_card(slot).pull_at = commands
        return "pull_set", f"at command {commands}"

    def _flip_byte(self, file: int, byte: int, slot: int) -> tuple[str, str]:
        card = self._with_card(slot).card
        if card is None or not card.chip.flip(file, byte):
            raise ActRefused(
                f"file {file} of this card has no byte {byte}; 13 is DG13, 29 the SOD, 30 EF.COM"
            )
        return "byte_changed", f"file {file}, byte {byte}"

    def _stop_daemon(self) -> tuple[str, str]:
        self.daemon.wanted, self.daemon.killed = False, False
        return "daemon_stopped", ""

    def _kill_daemon(self) -> tuple[str, str]:
        self.daemon.wanted, self.daemon.killed = False, True
        return "daemon_killed", ""

    def _start_daemon(self) -> tuple[str, str]:
        self.daemon.wanted, self.daemon.killed = True, False
        self.daemon.starts += 1
        return "daemon_started", ""

    def _slot(self, number: int) -> Slot:
        return list(self.slots.values())[number - 1]

    def _with_card(self, number: int) -> Slot:
        slot = self._slot(number)
        if slot.card is None:
            raise ActRefused(f"no card lies in slot {number}; lay one first")
        return slot
