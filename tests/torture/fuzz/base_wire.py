"""What comes from a base: feedback, among anything else."""

import math

import hypothesis.strategies as st

from drivers.mobile_base.kobuki.protocol.feedback import Malformed, decode_feedback
from drivers.mobile_base.kobuki.protocol.frames import FrameReader, encode_frame
from drivers.mobile_base.kobuki.senses import EmergencyStop, Senses
from tests.torture.fuzz.wires import InPieces

IDLE = bytes.fromhex(
    "01 0F E8 03 00 00 00 00 00 00 00 00 00 00 00 A0 00 03 03 00 00 00 04 07 00 00 00 00 00 00 00"
    "05 06 DC 05 DC 05 DC 05 06 02 05 05 0D 0E 00 06 00 00 00 00 00 00 00 00 00 00 00 00"
    "10 10 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
)
PARTS = [IDLE[:17], IDLE[22:31], IDLE[-18:], bytes.fromhex("0A 04 04 00 01 00"), b"\x0d\x02\x00\x00"]
payloads = st.lists(st.sampled_from(PARTS) | st.binary(max_size=12), min_size=1, max_size=9).map(
    lambda parts: b"".join(parts)[:250].ljust(3, b"\0")
)
feedback = st.lists(
    payloads.map(encode_frame) | st.just(encode_frame(IDLE)) | st.binary(max_size=60), max_size=20
).map(b"".join)


def kobuki(said: InPieces) -> None:
    """The same frames in any pieces; every byte in one, noise or waiting; no jumps; it hears on."""
    whole, cut, senses = FrameReader(), FrameReader(), Senses(EmergencyStop(0))
    frames = whole.feed(said.data)
    assert [frame for piece in said.pieces() for frame in cut.feed(piece)] == frames
    assert cut.noise_bytes == whole.noise_bytes
    taken = sum(len(frame) + 4 for frame in frames)
    assert taken + whole.noise_bytes + len(whole._waiting) == len(said.data)
    before = 0.0
    for number, frame in enumerate(frames):
        try:
            sensed = senses.take(decode_feedback(frame), number / 50)
        except Malformed:
            continue
        if sensed is not None:
            assert math.isfinite(sensed.reading.yaw_rad)
            assert abs(sensed.reading.left_m - before) <= 1.5 * 0.6 + number / 25
            before = sensed.reading.left_m
    assert whole.feed(bytes(260) + encode_frame(IDLE))[-1] == IDLE
