"""Bare samples on a wire: signed, 16 bits, little-endian, mono, at an agreed rate, nothing else. Pure.

It is what `aplay -t raw -f S16_LE -r 22050 -c 1` plays. Such a loudspeaker says nothing of itself and cannot
be told to stop: what it was sent it plays, so little is sent ahead. It hands samples to its converter in
blocks and keeps an unfinished one until more comes: a little silence pushes the end of a sound out. Between
sounds nothing is sent but a sign of life, so that neither clock runs away from the other.
"""

from drivers.sound.samples import silence

CHUNK_S = 0.020
AHEAD_S = 0.040  # at most; with the fade of 5 ms a stop is heard within 50 ms
TAIL_CHUNKS = 5
LIFE_EVERY_S = 1.0


def chunk_samples(rate_hz: int) -> int:
    """Samples of a full chunk."""
    return int(rate_hz * CHUNK_S)


def sign_of_life(rate_hz: int) -> bytes:
    """A chunk of silence: a wire that is cut does not take it."""
    return silence(chunk_samples(rate_hz))
