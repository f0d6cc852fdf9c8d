"""Any bytes, any chunking, any hands: never an exception, never without bound, always the same."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.devices.events import PaperOut
from simulator.devices.printer.hands import ACTS
from simulator.devices.printer.options import CONNECTORS, PrinterOptions
from simulator.devices.printer.printer import TicketPrinter
from simulator.wires.line import Line

LEADS = st.sampled_from(
    [b"\x10", b"\x1b", b"\x1c", b"\x1d", b"\x1dv0\x00", b"\x1d(L", b"\x1d(k", b"\x10\x04\x01", b"\x1d8L"]
)
ACT_NAMES = [act.name for act in ACTS]
STREAMS = st.lists(LEADS | st.binary(max_size=40), max_size=25).map(b"".join)


def outcome(printer: TicketPrinter, chunks: list[bytes]) -> tuple[bytes, list[tuple[bytes, str]]]:
    steps = [printer.feed(chunk, 0.0) for chunk in chunks] + [printer.advance(60.0)]
    papers = [(e.rows, e.reason) for step in steps for e in step.events if isinstance(e, PaperOut)]
    return b"".join(step.data for step in steps), papers


@given(STREAMS, st.integers(1, 50))
@settings(max_examples=150, deadline=None)
def test_any_chunking_of_any_bytes_gives_the_same(data, size):
    whole = outcome(TicketPrinter(), [data])
    assert outcome(TicketPrinter(), [data[i : i + size] for i in range(0, len(data), size)]) == whole


@given(
    st.lists(st.tuples(st.sampled_from(CONNECTORS), STREAMS) | st.sampled_from(ACT_NAMES), max_size=15),
    st.sampled_from([0, 9600, 115200]),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_and_any_hands_never_raise(script, baud):
    printer, now = TicketPrinter(PrinterOptions(baud=baud, roll_mm=300)), 0.0
    for item in script:
        now += 0.7
        if isinstance(item, tuple):
            printer.feed(item[1], now, item[0])
        else:
            printer.act(item, {}, now)
        printer.state()
    printer.advance(now + 100)
    assert all(printer.connector_state(connector)["buffer_bytes"] >= 0 for connector in CONNECTORS)


def test_the_same_seed_gives_the_same_bytes_under_faults():
    def play(seed: int) -> bytes:
        line, said = Line(TicketPrinter(), random.Random(seed)), b""
        line.act("garble", {"severity": 0.3}, 0.0)
        line.act("noise", {}, 0.0)
        for step in range(200):
            now = step * 0.05
            said += line.feed(b"\x10\x04\x01\x1dI\x43", now).data + line.advance(now + 0.02).data
        return said

    assert play(7) == play(7)
    assert play(7) != play(8)


def test_a_flood_of_questions_does_not_grow_memory_without_bound():
    printer = TicketPrinter(PrinterOptions(baud=9600))
    for _ in range(200):
        printer.feed(b"\x10\x04\x01" * 1000, 0.0)
    assert len(printer.advance(10_000.0).data) <= 200_000
