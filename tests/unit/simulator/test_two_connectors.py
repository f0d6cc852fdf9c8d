"""Two hosts at one printer: each is answered on its own wire, and no ticket has anything of the other's."""

from collections.abc import Sequence

import pytest

from simulator.devices.events import AnswerSent, CommandRead, Event, PaperOut
from simulator.devices.interfaces import PUBLIC, ROBOT
from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.printer import TicketPrinter
from simulator.devices.printer.turn import SILENCE_S
from simulator.tickets import TicketShelf

ASK = b"\x10\x04\x01"
CUT = b"\x1dVB\x00"
CLEAR = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
QUICK = {"baud": 0, "speed_mm_s": 0, "boot_s": 0}


def image(rows: int, fill: int) -> bytes:
    return b"\x1dv0\x00\x48\x00" + rows.to_bytes(2, "little") + bytes([fill]) * (72 * rows)


def job(name: bytes) -> bytes:
    return b"\x1d(H\x06\x0000" + name


class Hosts:
    """Two hosts at one printer, and all that came out of it."""

    def __init__(self, **options: object) -> None:
        self.printer = TicketPrinter(PrinterOptions(**options))
        self.now = 0.0
        self.heard = {PUBLIC: b"", ROBOT: b""}
        self.shelf = TicketShelf()
        self.events: list[Event] = []

    def send(self, connector: str, data: bytes) -> None:
        self._keep(self.printer.feed(data, self.now, connector))

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self._keep(self.printer.advance(self.now))

    def hands(self, act: str) -> None:
        self._keep(self.printer.act(act, {}, self.now))

    def waiting(self, connector: str) -> object:
        return self.printer.connector_state(connector)["buffer_bytes"]

    def fills(self) -> list[set[int]]:
        """The bytes other than white on each piece of paper."""
        papers = [event.rows for event in self.events if isinstance(event, PaperOut)]
        return [set(rows) - {0} for rows in papers]

    def _keep(self, step) -> None:
        self.events += step.events
        for connector, data in step.to_host.items():
            self.heard[connector] += data


@pytest.fixture
def hosts() -> Hosts:
    """At a printer that needs no time."""
    return Hosts(**QUICK)


def test_answers_go_to_the_one_who_asked(hosts):
    hosts.send(ROBOT, ASK + b"\x1dI\x42" + job(b"ROBO"))
    assert hosts.heard == {PUBLIC: b"", ROBOT: b'\x12\x5fEPSON\0\x37"ROBO\0'}
    told = [event for event in hosts.events if isinstance(event, CommandRead | AnswerSent)]
    assert {event.connector for event in told} == {ROBOT}


def test_automatic_status_goes_to_each_who_enabled_it(hosts):
    hosts.send(ROBOT, b"\x1da\xff")
    hosts.hands("open_cover")
    assert hosts.heard == {PUBLIC: b"", ROBOT: b"\x10\x00\x00\x0f\x38\x00\x00\x0f"}
    hosts.hands("close_cover")
    hosts.send(PUBLIC, b"\x1da\x08")
    hosts.hands("remove_roll")
    assert hosts.heard[PUBLIC] == b"\x10\x00\x00\x0f\x18\x00\x0f\x0f"


def test_half_a_ticket_keeps_the_other_waiting_until_it_is_cut(hosts):
    hosts.send(PUBLIC, image(100, 0x0F))
    hosts.send(ROBOT, image(10, 0xAA) + CUT + job(b"ROBO"))
    assert hosts.heard[ROBOT] == b"" and hosts.waiting(ROBOT) == 8 + 720 + 4 + 11
    hosts.wait(1)
    hosts.send(PUBLIC, image(100, 0x0F) + CUT)
    assert hosts.fills() == [{0x0F}, {0xAA}]
    assert hosts.heard[ROBOT] == b'\x37"ROBO\0' and hosts.waiting(ROBOT) == 0


def test_half_a_command_keeps_the_other_waiting_too(hosts):
    hosts.send(PUBLIC, image(24, 0x0F)[:500])
    hosts.send(ROBOT, image(10, 0xAA) + CUT)
    assert hosts.fills() == []
    hosts.send(PUBLIC, image(24, 0x0F)[500:] + CUT)
    assert hosts.fills() == [{0x0F}, {0xAA}]


@pytest.mark.parametrize("begun", [image(100, 0x0F), image(24, 0x0F)[:500], b"\x1dv", b"\x1b*\x21\x10"])
def test_whoever_is_silent_for_long_loses_the_turn(hosts, begun):
    hosts.send(PUBLIC, begun)
    hosts.send(ROBOT, image(10, 0xAA) + CUT + job(b"ROBO"))
    hosts.wait(SILENCE_S - 0.01)
    assert hosts.heard[ROBOT] == b""
    hosts.wait(0.02)
    assert hosts.heard[ROBOT] == b'\x37"ROBO\0'


def test_asking_for_status_is_no_reason_to_keep_the_turn(hosts):
    hosts.send(PUBLIC, image(10, 0x0F))
    hosts.send(ROBOT, image(10, 0xAA) + CUT)
    for _ in range(30):
        hosts.wait(0.1)
        hosts.send(PUBLIC, ASK)
    assert len(hosts.fills()) == 1
    assert hosts.heard[PUBLIC] == b"\x12" * 30


def test_the_silent_one_goes_on_where_it_stopped(hosts):
    hosts.send(PUBLIC, image(24, 0x0F)[:500])
    hosts.send(ROBOT, image(10, 0xAA) + CUT)
    hosts.wait(SILENCE_S + 1)
    hosts.send(PUBLIC, image(24, 0x0F)[500:] + CUT)
    assert hosts.fills() == [{0xAA}, {0x0F}]


def test_what_waits_comes_in_the_order_of_its_arrival(hosts):
    hosts.hands("open_cover")
    hosts.send(ROBOT, image(10, 0xAA) + CUT)
    hosts.wait(0.1)
    hosts.send(PUBLIC, image(10, 0x0F) + CUT)
    hosts.hands("close_cover")
    assert hosts.fills() == [{0xAA}, {0x0F}]


def test_settings_of_one_do_not_touch_the_other(hosts):
    hosts.send(PUBLIC, b"\x1ba\x02\x1d!\x77")
    hosts.send(ROBOT, b"\x1b@" + image(1, 0xFF) + CUT)
    hosts.send(PUBLIC, b"\x1dv0\x00\x01\x00\x01\x00\xff" + CUT)
    (_, right) = [event.rows for event in hosts.events if isinstance(event, PaperOut)]
    assert right[-72:] == bytes(71) + b"\xff"


def test_clearing_buffers_clears_ones_own_only(hosts):
    hosts.send(PUBLIC, image(100, 0x0F))
    hosts.send(ROBOT, image(10, 0xAA) + CUT + CLEAR)
    assert hosts.heard[ROBOT] == b"\x37\x25\x00" and hosts.waiting(ROBOT) == 0
    hosts.send(PUBLIC, CUT)
    hosts.wait(SILENCE_S)
    assert hosts.fills() == [{0x0F}]


def test_recovering_from_one_leaves_the_others_ticket_whole(hosts):
    hosts.printer.engine.jam_at_next_cut = True
    hosts.send(PUBLIC, image(10, 0x0F) + CUT + job(b"PUBL"))
    hosts.send(ROBOT, image(10, 0xAA))
    hosts.printer.act("clear_cutter", {"wait_for_host": 1}, hosts.now)
    hosts.send(ROBOT, b"\x10\x05\x02")
    assert hosts.heard[PUBLIC] == b'\x37"PUBL\0' and hosts.fills() == [{0x0F}]
    assert hosts.waiting(ROBOT) == 0


def test_power_takes_what_both_had_sent(hosts):
    hosts.hands("open_cover")
    for connector in (PUBLIC, ROBOT):
        hosts.send(connector, b"\x1da\xff" + image(10, 0x0F))
    for act in ("power_off", "power_on", "close_cover"):
        hosts.hands(act)
    assert hosts.waiting(PUBLIC) == hosts.waiting(ROBOT) == 0
    assert hosts.heard == {PUBLIC: b"", ROBOT: b""}


def test_questions_asked_while_nothing_moves_do_not_fill_the_buffer(hosts):
    hosts.hands("remove_roll")
    for _ in range(10_000):
        hosts.send(ROBOT, ASK)
    assert hosts.heard[ROBOT] == b"\x1a" * 10_000 and hosts.waiting(ROBOT) == 0


STORY: Sequence[tuple[float, str, bytes]] = (
    (0.0, PUBLIC, image(60, 0x0F)),
    (0.1, ROBOT, b"\x1da\xff" + ASK + image(30, 0xAA) + CUT + job(b"AAAA")),
    (0.5, ROBOT, ASK * 4),
    (1.0, PUBLIC, image(20, 0x0F)[:99]),
    (6.0, PUBLIC, image(20, 0x0F)[99:] + CUT + job(b"BBBB")),
    (6.1, ROBOT, CLEAR + ASK + image(5, 0xAA) + CUT),
)


def outcome(step_s: float, baud: int) -> tuple[dict[str, bytes], list[tuple[float, bytes]]]:
    hosts = Hosts(baud=baud, speed_mm_s=100)
    story = [*STORY, (20.0, ROBOT, ASK)]
    for at, connector, data in story:
        while hosts.now + step_s < at:
            hosts.wait(step_s)
        hosts.wait(at - hosts.now)
        hosts.send(connector, data)
    hosts.wait(10)
    papers = [(round(e.at, 6), e.rows) for e in hosts.events if isinstance(e, PaperOut)]
    return hosts.heard, papers


@pytest.mark.parametrize("baud", [9600, 38400, 115200, 0])
def test_how_often_one_looks_changes_nothing_for_two_either(baud):
    once = outcome(1000.0, baud)
    assert len(once[1]) >= 2
    assert outcome(0.003, baud) == once
    assert outcome(0.11, baud) == once
