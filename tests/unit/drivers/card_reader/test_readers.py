"""Which readers are meant, and what lies on them."""

import pytest

from drivers.card_reader.pcsc import status
from drivers.card_reader.pcsc.library import NoLibrary
from drivers.card_reader.pcsc.readers import Seen, meant, one_card, seen_in
from drivers.card_reader.pcsc.results import PcscError
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.interfaces import CardPresence
from drivers.status import DeviceState

NAMES = ("ACS ACR1252 00 00", "ACS ACR1252 SAM 00 01", "Other 01 00")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("", (NAMES[0], NAMES[2])), ("acr1252", NAMES[:2]), ("other", NAMES[2:]), ("nobody's", ())],
)
def test_readers_are_meant_by_a_part_of_their_name(wanted, expected):
    assert meant(NAMES, wanted) == expected


def test_a_reader_that_has_gone_amid_the_question_is_not_there():
    assert seen_in({"a": 0x20, "b": 0x10, "c": 0x04, "d": 0x28}) == Seen(("a", "b"), ("a",))


@pytest.mark.parametrize(
    ("seen", "presence", "cause"),
    [
        (Seen(), CardPresence.UNKNOWN, Cause.NO_READER),
        (Seen(failure=PcscError(0x8010001D, "call")), CardPresence.UNKNOWN, Cause.NO_DAEMON),
        (Seen(("a", "b")), CardPresence.NONE, Cause.NO_CARD),
        (Seen(("a", "b"), ("b",)), CardPresence.ONE, None),
        (Seen(("a", "b"), ("a", "b")), CardPresence.SEVERAL, Cause.SEVERAL_CARDS),
    ],
)
def test_exactly_one_card_can_be_read(seen, presence, cause):
    assert seen.presence is presence
    if cause is None:
        assert one_card(seen, "") == "b"
        return
    with pytest.raises(CardError) as told:
        one_card(seen, "")
    assert told.value.cause is cause


@pytest.mark.parametrize(
    ("seen", "was_there", "device", "fault"),
    [
        (Seen(("a",)), False, DeviceState.ONLINE, []),
        (Seen(), False, DeviceState.NO_DEVICE, ["card_reader_missing"]),
        (Seen(), True, DeviceState.POWER_OFF, ["card_reader_unplugged"]),
        (Seen(failure=NoLibrary("none")), True, DeviceState.NO_DEVICE, ["card_reader_no_library"]),
        (Seen(failure=PcscError(0x8010001D, "")), True, DeviceState.OFFLINE, ["card_reader_no_daemon"]),
        (Seen(failure=PcscError(0x80100013, "")), True, DeviceState.OFFLINE, ["card_reader_no_daemon"]),
        (Seen(failure=PcscError(0x8010006A, "")), True, DeviceState.OFFLINE, ["card_reader_forbidden"]),
        (Seen(failure=PcscError(0x80100001, "")), True, DeviceState.HARDWARE_ERROR, ["card_reader_error"]),
    ],
)
def test_each_finding_has_its_status(seen, was_there, device, fault):
    found = status.status_of(seen, was_there=was_there)
    assert (found.device, [one.code for one in found.faults]) == (device, fault)


def test_a_reader_that_waits_for_a_card_for_ever_says_so():
    assert status.status_of(Seen(("a",)), was_there=True, is_hanging=True) == status.HANGING
    assert status.status_of(Seen(), was_there=True, is_hanging=True) == status.UNPLUGGED
