"""What a reader says of itself: the longest APDU that it carries (PC/SC part 10, 2.6.14)."""

from collections.abc import Iterator

from drivers.card_reader.pcsc.calls import T1, Calls
from drivers.card_reader.pcsc.results import PcscError
from drivers.identity_card.chip.card import LONGEST_BYTES, SHORT_BYTES

GET_FEATURES = 0x42000000 + 3400  # CM_IOCTL_GET_FEATURE_REQUEST as pcsclite counts it
_TLV_PROPERTIES, _MAX_APDU_DATA = 0x12, 0x0A


def longest_answer(calls: Calls, handle: int, protocol: int) -> int:
    """Data bytes of one answer that the reader says it carries; what is worth trying when it says nothing."""
    if protocol != T1:
        return SHORT_BYTES
    try:
        said = _max_apdu_data(calls, handle)
    except PcscError:
        said = None
    return LONGEST_BYTES if said is None else min(max(said, SHORT_BYTES), LONGEST_BYTES)


def _max_apdu_data(calls: Calls, handle: int) -> int | None:
    """0: short APDUs only. None: it does not say."""
    features = dict(_objects(calls.control(handle, GET_FEATURES)))
    question = features.get(_TLV_PROPERTIES)
    if question is None:
        return None
    said = dict(_objects(calls.control(handle, int.from_bytes(question)))).get(_MAX_APDU_DATA)
    return None if said is None else int.from_bytes(said, "little")


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag, length and value, a byte each for the first two; what is cut short is left out."""
    at = 0
    while at + 2 <= len(data):
        end = at + 2 + data[at + 1]
        if end <= len(data):
            yield data[at], data[at + 2 : end]
        at = end
