"""Job numbers as the four characters, each 20…7E, `GS ( H` echoes (Epson reference, `gs_lparen_ch_fn48`)."""

FIRST = 0x21  # the space 20 is allowed, but cannot be told from padding in a trace
BASE = 94
WRAP = BASE**4  # 78 074 896: after as many marks the ids begin again


def encode_job_id(number: int) -> bytes:
    """`number` modulo `WRAP` in base 94, most significant first, characters 21…7E."""
    digits = bytearray(4)
    for place in (3, 2, 1, 0):
        number, digit = divmod(number, BASE)
        digits[place] = FIRST + digit
    return bytes(digits)
