"""Clock, trace, tickets, recordings: small, bounded, exact."""

import pytest

from simulator.clock import SimulationClock
from simulator.devices.events import AnswerSent, BytesLost, CommandRead, Happened, PaperOut
from simulator.devices.printer.options import CONNECTORS
from simulator.recording import BadRecording, Chunk, Recorder, read_recording
from simulator.tickets import KEPT_TICKETS, TicketShelf
from simulator.trace import KEPT_LINES, Trace


def test_time_goes_at_its_speed_and_never_back():
    real = [100.0]
    clock = SimulationClock(lambda: real[0])
    real[0] = 102.0
    assert clock.now() == 2.0
    clock.set_speed(10)
    real[0] = 103.0
    assert clock.now() == 12.0 and clock.real_delay(22.0) == 1.0
    clock.set_speed(0)
    real[0] = 200.0
    assert clock.now() == 12.0 and clock.real_delay(22.0) is None


@pytest.mark.parametrize("speed", [-1, 1001, float("nan")])
def test_other_speeds_are_refused(speed):
    with pytest.raises(ValueError, match="speed must be"):
        SimulationClock(lambda: 0.0).set_speed(speed)


def test_the_trace_shows_both_directions_decoded_and_in_hex():
    trace = Trace()
    trace.add(
        [
            CommandRead(1.0, b"\x10\x04\x01", 3, "DLE EOT 1"),
            AnswerSent(1.1, b"\x12", "all well"),
            BytesLost(2.0, 7, "the printer is off"),
            Happened(3.0, "cover_opened"),
            PaperOut(4.0, 8, b"\xff", True, "cut"),
        ]
    )
    lines = [line.listing() for line in trace.lines()]
    assert [(line["way"], line["text"], line["hex"]) for line in lines] == [
        (">", "DLE EOT 1", "10 04 01"),
        ("<", "all well", "12"),
        (">", "7 bytes lost: the printer is off", ""),
        ("·", "cover opened", ""),
    ]
    assert [line.n for line in trace.lines(after=2)] == [3, 4]
    assert [line.n for line in trace.lines(most=1)] == [4]


def test_trace_and_tickets_keep_the_newest():
    trace, shelf = Trace(), TicketShelf()
    trace.add(Happened(0.0, "x") for _ in range(KEPT_LINES + 10))
    for _ in range(KEPT_TICKETS + 1):
        shelf.add(PaperOut(0.0, 8, b"\xff", True, "cut"))
    assert len(trace.lines()) == KEPT_LINES and trace.lines()[-1].n == KEPT_LINES + 10
    assert shelf.find(1) is None and shelf.find(KEPT_TICKETS + 1) is not None
    assert shelf.count == KEPT_TICKETS + 1


def test_a_recording_is_read_back_as_it_was_written(tmp_path):
    recorder = Recorder(tmp_path / "new" / "a.wire.jsonl", began=10.0)
    recorder.write("public", b"\x1b@", 10.5)
    recorder.write("robot", b"A\n", 12.0)
    recorder.close()
    assert read_recording(recorder.path, CONNECTORS) == [
        Chunk(0.5, b"\x1b@"),
        Chunk(2.0, b"A\n", "robot"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        *("{", "[]", "7", '{"at": 1}', '{"at": "x", "hex": ""}', '{"at": 1, "hex": "zz"}'),
        '{"at": 1, "connector": "attic", "hex": ""}',
    ],
)
def test_a_bad_recording_names_its_line(tmp_path, line):
    path = tmp_path / "a.wire.jsonl"
    path.write_text('{"at": 0, "hex": "1b40"}\n' + line)
    with pytest.raises(BadRecording, match=r"a\.wire\.jsonl:2:1: error: "):
        read_recording(path, CONNECTORS)
