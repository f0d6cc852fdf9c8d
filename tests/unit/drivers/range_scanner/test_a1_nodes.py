"""Nodes and turns of an RPLIDAR A1: pieces, noise, losses, angles, time."""

import math
import random
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.range_scanner.rplidar_a1.nodes import NodeReader, angles_deg, distances_mm
from drivers.range_scanner.rplidar_a1.protocol import Answer, AnswerReader, Command, Kind, encode_request
from drivers.range_scanner.rplidar_a1.turns import Turns
from tests.unit.drivers.range_scanner.frames import a1_node, a1_turns

GOOD = a1_turns(4, lambda degrees: 1000 + degrees)
SCAN_DESCRIPTOR = bytes.fromhex("A5 5A 05 00 00 40 81")
HEALTH = bytes.fromhex("A5 5A 03 00 00 00 06 00 00 00")


def read(data: bytes, piece: int = 97):
    reader = NodeReader()
    found = [reader.feed(data[at : at + piece]) for at in range(0, len(data), piece)]
    return np.concatenate(found), reader


@pytest.mark.parametrize("piece", [1, 4, 5, 6, 97, 100, 9000])
def test_nodes_in_any_pieces_are_the_same(piece):
    nodes, reader = read(GOOD, piece)
    assert 1420 <= len(nodes) <= 1441 and (reader.noise_bytes, reader.losses) == (0, 0)
    assert nodes.tobytes() == GOOD[: len(nodes) * 5]
    assert distances_mm(nodes)[90] == 1090 and angles_deg(nodes)[90] == 90


@pytest.mark.parametrize("lost", [1, 2, 3, 4, 5, 9])
def test_lost_bytes_cost_some_nodes_and_no_false_one_stays(lost):
    nodes, _ = read(GOOD[:2002] + GOOD[2002 + lost :])
    assert len(nodes) >= 1400
    angles, distances = angles_deg(nodes), distances_mm(nodes)
    assert np.count_nonzero(np.abs(distances - 1000 - angles) > 0.3) <= 1  # a node may be half of two


def test_too_few_in_a_row_are_not_believed():
    reader = NodeReader()
    run = b"".join(a1_node(degrees, 1000) for degrees in range(7))
    assert all(len(reader.feed(b"\x00" * 23 + run)) == 0 for _ in range(20))
    assert reader.noise_bytes > 900


def test_what_fits_but_does_not_go_on_is_noise():
    rng = random.Random(4)
    leaping = b"".join(a1_node(rng.uniform(0, 359), 1000) for _ in range(2000))
    nodes, _ = read(leaping)
    assert len(nodes) == 0


def test_random_bytes_are_hardly_ever_believed_and_nodes_behind_them_are():
    noise = random.Random(5).randbytes(50_000)
    reader = NodeReader()
    believed = sum(len(reader.feed(noise[at : at + 200])) for at in range(0, len(noise), 200))
    assert believed <= 10
    assert len(reader.feed(GOOD)) >= 1420


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_whatever_came_before_nodes_are_heard(noise):
    reader = NodeReader()
    reader.feed(noise)
    assert len(reader.feed(GOOD)) >= 1360


def test_turns_are_whole_and_counter_clockwise():
    nodes, _ = read(GOOD)
    turns = Turns()
    told = []
    for at in range(0, len(nodes), 36):
        told += turns.feed(nodes[at : at + 36], now=at / 36 * 0.018 + 0.018)
    assert [len(turn.angles_rad) for turn in told] == [360] * 4
    assert np.degrees(told[0].angles_rad[90]) == pytest.approx(-90)
    assert told[0].ranges_m[90] == pytest.approx(1.09)
    assert [turn.turn_s for turn in told[1:]] == [pytest.approx(0.18, abs=0.02)] * 3


def test_a_turn_of_which_much_was_lost_is_none():
    nodes, _ = read(GOOD[: 5 * 400] + GOOD[5 * 500 :])
    turns = Turns()
    assert [len(turn.angles_rad) for turn in turns.feed(nodes, 1.0)] == [360] * 3
    assert turns.incomplete == 1


def test_no_echo_is_not_a_number():
    nodes, _ = read(a1_turns(3, lambda degrees: 0 if degrees < 90 else 2000))
    (turn, *_) = Turns().feed(nodes, 1.0)
    assert np.isnan(turn.ranges_m).sum() == 90


def test_one_that_never_begins_a_turn_makes_no_heap():
    nodes, _ = read(b"".join(a1_node(degrees % 360, 1000) for degrees in range(20_000)))
    turns = Turns()
    start = np.frombuffer(a1_node(0, 1000, start=True), nodes.dtype)
    turns.feed(start, 0.0)
    for at in range(0, len(nodes), 100):
        assert turns.feed(nodes[at : at + 100], 0.0) == []
    assert turns.incomplete > 0 and turns._pending_nodes <= 8400


def test_answers_come_in_pieces_and_among_other_bytes():
    reader = AnswerReader()
    said = b"\x01\xa5\xa5\x5a\x00" + HEALTH + b"\xa5" + HEALTH + SCAN_DESCRIPTOR + GOOD[:10]
    heard, behind = [], b""
    for at in range(len(said) - 10):
        answers, nodes = reader.feed(said[at : at + 1])
        heard += answers
        behind += nodes
    assert heard == [Answer(Kind.HEALTH, bytes(3))] * 2 + [Answer(Kind.NODES)]
    assert behind == b"" and reader.noise_bytes == 6
    assert AnswerReader().feed(said)[1] == GOOD[:10]


def test_a_request_is_two_bytes():
    assert encode_request(Command.SCAN) == b"\xa5\x20"


def test_a_second_of_nodes_costs_little():
    best = math.inf
    for _ in range(5):
        began = time.process_time()
        turns = Turns()
        reader = NodeReader()
        for at in range(0, len(GOOD), 115):
            turns.feed(reader.feed(GOOD[at : at + 115]), at / 11_520)
        best = min(best, time.process_time() - began)
    assert best < 0.02
