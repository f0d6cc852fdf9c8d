"""From the text of a QR to a verdict on the chip: our own driver, the real PC/SC daemon, a virtual card.

The simulator and its chip are a process of their own; what the robot waits for them is told apart.
"""

import json
import math
import os
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from drivers.card_reader.pcsc import library
from drivers.card_reader.pcsc.calls import Calls
from drivers.card_reader.pcsc.connection import PcscCard, card_on
from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.card_reading import CardRead, Part, read_card
from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.keys import Can
from drivers.identity_card.qr import parse_qr
from simulator.card_holders import holder
from simulator.identity_card.pki import make_authority
from tests.benchmarks.clients import percentile
from tests.benchmarks.measures import Figure
from tests.benchmarks.robot import free_port, simulator

READER = "Virtual PCD 00 00"
CITIZEN, GENERATION = 1, 2021
NOW = datetime(2026, 11, 30, tzinfo=UTC)
READINGS, EXCHANGES = 40, 400
REMOVAL_S, WITHIN_S = 1.0, 10.0
CARD_ACCESS = bytes.fromhex("00B09C0000")
TEXTS, ALL = frozenset({Part.MRZ, Part.PERSON}), frozenset(Part)
# commands that every reading needs, beside those that read files: PACE (ICAO 9303-11, 4.4: one to choose,
# four to agree), SELECT, chip authentication (two) and active authentication (one)
FIXED_COMMANDS = 5 + 1 + 2 + 1
SHORT_BYTES, EXTENDED_BYTES = 223, 65_000  # most data of one secured answer


@dataclass(frozen=True)
class Reading:
    """One reading, from the QR's text on."""

    read: CardRead
    seconds: float

    @property
    def own_s(self) -> float:
        """What the robot itself took."""
        return self.seconds - self.read.transport_s

    def least(self, block: int) -> int:
        """The commands that nobody can do without who reads the same files in blocks of that size."""
        sizes = {ElementaryFile.CARD_ACCESS: 1} | {file: len(raw) for file, raw in self.read.raw.items()}
        return FIXED_COMMANDS + sum(math.ceil(size / block) for size in sizes.values())


def readings(folder: Path) -> Iterator[Figure]:
    """The same citizen's cards: one that gives long answers, one that gives short ones only."""
    data, bench = folder / "simulator", free_port()
    # PC/SC's library asks for it once in a process's life
    os.environ["PCSCLITE_CSOCK_NAME"] = str(data / "pcscd" / "pcscd.comm")
    with simulator(data, free_port(), bench, baud=0):
        _lay(bench, "2021")
        yield Figure("a command there and back, p50", _exchange_ms(), "ms", "≤ 0.3", "packaged vpcd 48–50")
        yield from _figures("texts", TEXTS, EXTENDED_BYTES, "≤ 1")
        yield from _figures("all and 15 kB portrait", ALL, EXTENDED_BYTES, "≤ 2")
        _lay(bench, "short_length")
        yield from _figures("all, short answers", ALL, SHORT_BYTES, "≤ 2")


def _figures(what: str, wanted: frozenset[Part], block: int, goal: str) -> Iterator[Figure]:
    done = [_read(wanted) for _ in range(READINGS)]
    seconds, own = [one.seconds for one in done], [one.own_s for one in done]
    commands, least = done[0].read.apdus, done[0].least(block)
    yield Figure(f"QR → verdict, {what}, p50", percentile(seconds, 0.5), "s", goal)
    yield Figure("… longest", max(seconds), "s", goal)
    yield Figure("… of it our own, cryptography in it, p50", 1000 * percentile(own, 0.5), "ms", "≤ 300")
    yield Figure(f"… commands: {commands}, against the least possible", commands / least, "×", "≤ 1.1")


def _read(wanted: frozenset[Part]) -> Reading:
    text = holder(CITIZEN, GENERATION).qr
    anchors = Anchors.of([make_authority().csca_der])
    with _card() as card:
        began = time.perf_counter()
        read = read_card(card, [Can(parse_qr(text).number[-6:])], wanted, anchors, NOW)
        seconds = time.perf_counter() - began
    if read.verdict.level is not Level.AUTHENTIC:
        raise RuntimeError(f"a good card was judged {read.verdict.level}")
    return Reading(read, seconds)


def _exchange_ms() -> float:
    """Reading EF.CardAccess, whose answer costs the chip nothing."""
    with _card() as card:
        return 1000 * percentile([_timed(card) for _ in range(EXCHANGES)], 0.5)


def _timed(card: PcscCard) -> float:
    began = time.perf_counter()
    card.transmit(CARD_ACCESS)
    return time.perf_counter() - began


def _card() -> AbstractContextManager[PcscCard]:
    return card_on(Calls(library.load), READER, lambda: None)


def _lay(bench: int, kind: str) -> None:
    """Lay the citizen's card of that kind, and wait until the daemon feels it."""
    body = json.dumps({"card": kind, "citizen": CITIZEN}).encode()
    with urllib.request.urlopen(f"http://127.0.0.1:{bench}/devices/card_reader/hands/lay", body, timeout=30):
        pass
    time.sleep(REMOVAL_S)  # it must have missed the card before
    deadline = time.perf_counter() + WITHIN_S
    while True:
        try:
            with _card():
                return
        except CardError as error:
            if error.cause is not Cause.NO_CARD or time.perf_counter() > deadline:
                raise
            time.sleep(0.05)
