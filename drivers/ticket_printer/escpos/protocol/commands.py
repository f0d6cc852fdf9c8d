"""Commands a ticket needs, byte exact. Source: Epson ESC/POS command reference, page as named."""

from enum import IntEnum

INITIALISE = b"\x1b@"
"""ESC @: settings as at power-on, line buffer emptied, receive buffer kept (reference, `esc_atsign`)."""

AUTO_STATUS_ALL = b"\x1da\xff"
"""GS a FF: send four status bytes now and after every change (reference, `gs_la`)."""

PAPER_SENSOR = b"\x1dr\x01"
"""GS r 1: ask the paper sensor, queued behind everything sent before (reference, `gs_lr`)."""

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: empty all buffers; nothing may be sent until `37 25 00` came back (reference, `dle_dc4_fn8`)."""

CANCEL_ERROR = b"\x10\x05\x02"
"""DLE ENQ 2: empty the buffers and recover from a recoverable error (reference, `dle_enq`)."""

GUARD = b"\x1d(D\x05\x00\x14\x01\x00\x02\x00"
"""GS ( D: DLE DC4 1 and 2 become data; DLE EOT and DLE ENQ always act (reference, `gs_lparen_cd`)."""

FLUSH = bytes(8192)
"""More NULs than any band of ours has bytes: they end a half-sent command; NUL alone prints nothing."""


class Align(IntEnum):
    """ESC a n (reference, `esc_la`)."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


class Identity(IntEnum):
    """GS I n (reference, `gs_ci`); decimal."""

    FIRMWARE = 65
    MAKER = 66
    MODEL = 67
    SERIAL = 68


def encode_status_question(number: int) -> bytes:
    """DLE EOT n, n = 1…4: answered at once with one byte, even amid data (reference, `dle_eot`)."""
    if number not in (1, 2, 3, 4):
        raise ValueError(f"DLE EOT asks 1 to 4, not {number}")
    return bytes((0x10, 0x04, number))


def encode_identity_question(what: Identity) -> bytes:
    """GS I n: queued; answered `5F`, text, `00` (reference, `gs_ci`)."""
    return bytes((0x1D, 0x49, what))


def encode_align(align: Align) -> bytes:
    """ESC a n: where the following lines and pictures stand (reference, `esc_la`)."""
    return bytes((0x1B, 0x61, align))


def encode_feed(dots: int) -> bytes:
    """ESC J n: feed in vertical motion units, which `encode_motion_units` makes dots (`esc_cj`)."""
    whole, rest = divmod(dots, 255)
    return b"\x1bJ\xff" * whole + (bytes((0x1B, 0x4A, rest)) if rest else b"")


def encode_motion_units(dots_per_inch: int) -> bytes:
    """GS P x y: motion units of one dot; some models count half dots without it (reference, `gs_cp`)."""
    return bytes((0x1D, 0x50, dots_per_inch, dots_per_inch))


def encode_raster(width_bytes: int, data: bytes) -> bytes:
    """GS v 0 with m = 0: `data` in rows of `width_bytes`, MSB leftmost, 1 = black (reference, `gs_lv_0`)."""
    rows = len(data) // width_bytes
    return b"\x1dv0\x00" + width_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little") + data


def encode_cut(feed_dots: int = 0) -> bytes:
    """GS V 66 n: feed the print to the cutter and n dots more, cut leaving one point (reference, `gs_cv`)."""
    return bytes((0x1D, 0x56, 66, feed_dots))


def encode_job_mark(job_id: bytes) -> bytes:
    """GS ( H fn 48: send `job_id` back when all before it is printed (reference, `gs_lparen_ch_fn48`)."""
    return b"\x1d(H\x06\x0000" + job_id
