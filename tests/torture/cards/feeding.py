"""Parsers fed: each input answered with a value or a `CardError`, in bounded time and memory."""

import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass

from drivers.identity_card.chip.errors import CardError
from tests.torture.cards.mutations import each_tag_and_length, spoilt
from tests.torture.cards.parsers import Parser


class Crashed(AssertionError):
    """A parser raised what it must not raise."""


@dataclass(slots=True)
class Fed:
    """What one parser was given: `refused` of `inputs`, and the longest it took for one."""

    name: str
    inputs: int = 0
    refused: int = 0
    worst_s: float = 0.0
    total_s: float = 0.0


def systematic(parser: Parser) -> Iterator[bytes]:
    """Every tag and every length of every sound file."""
    for sound in parser.sound:
        yield from each_tag_and_length(sound)


def at_random(parser: Parser, chance: random.Random) -> Iterator[bytes]:
    """Without end."""
    while True:
        yield spoilt(chance.choice(parser.sound), chance)


def feed(parser: Parser, inputs: Iterator[bytes], most: int) -> Fed:
    """Up to `most` of the inputs. Raises `Crashed` with the input that did it."""
    fed = Fed(parser.name)
    for given in inputs:
        if fed.inputs >= most:
            break
        begun = time.thread_time()
        fed.refused += not _takes(parser, given)
        spent = time.thread_time() - begun
        fed.inputs, fed.worst_s, fed.total_s = fed.inputs + 1, max(fed.worst_s, spent), fed.total_s + spent
    return fed


def peak_bytes() -> int:
    """The most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _takes(parser: Parser, given: bytes) -> bool:
    try:
        parser.parse(given)
    except CardError:
        return False
    except Exception as error:
        raise Crashed(f"{parser.name}: {error!r} for {given.hex()}") from error
    return True
