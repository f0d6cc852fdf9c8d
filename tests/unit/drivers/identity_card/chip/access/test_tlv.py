"""Tag, length, value: whatever comes, it is data objects or `Malformed`."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.identity_card.chip.errors import Cause
from drivers.identity_card.chip.tlv import (
    LONGEST_BYTES,
    MOST_CHILDREN,
    Malformed,
    children,
    encode,
    find,
    need,
    read_header,
    read_tlv,
    read_whole,
)

NESTED = encode(0x6D, encode(0x30, encode(0x02, b"\x01") + encode(0x5F1F, bytes(200))))


@given(st.sampled_from([0x30, 0x5F1F, 0x7F49, 0x8E, 0x7F8101]), st.binary(max_size=70_000))
def test_what_is_encoded_is_read_again(tag, value):
    data = b"\xff" + encode(tag, value) + b"rest"
    found = read_tlv(data, 1)
    assert (found.tag, found.value, found.start, data[found.end :]) == (tag, value, 1, b"rest")


def test_children_are_found_by_their_tags():
    assert [child.tag for child in children(NESTED)] == [0x6D]
    assert len(need(NESTED, 0x6D, 0x30, 0x5F1F).value) == 200
    assert find(NESTED, 0x30) is None
    with pytest.raises(Malformed, match="tag 31 is missing"):
        need(NESTED, 0x6D, 0x31)
    with pytest.raises(Malformed, match="no tag"):
        need(NESTED)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("", "it ends at byte 0"),
        ("61", "it ends at byte 1"),
        ("00 00", "no tag at byte 0 but 00"),
        ("ff 00", "no tag at byte 0 but FF"),
        ("61 80 00 00", "0 bytes of length"),
        ("61 85 01 00 00 00 00", "5 bytes of length"),
        ("61 84 ff ff ff ff", "says 4294967295 bytes; at most 131072 are read"),
        ("61 83 02 00 01", "says 131073 bytes"),
        ("61 82 01", "it ends at byte 3"),
        ("61 05 01 02", "says 5 bytes; 2 are there"),
        ("7f", "it ends at byte 1"),
        ("7f 81 81 01 00", "longer than 3 bytes"),
    ],
)
def test_what_is_no_data_object_is_told(data, problem):
    with pytest.raises(Malformed, match=problem) as told:
        read_tlv(bytes.fromhex(data))
    assert told.value.cause is Cause.BAD_DATA


def test_a_longer_form_of_a_length_is_read():
    assert read_tlv(bytes.fromhex("6182000101")).value == b"\x01"


def test_the_header_alone_tells_the_length_of_a_file():
    assert read_header(bytes.fromhex("7582 4000 7f61")) == (0x75, 4, 4 + 0x4000)
    assert read_header(encode(0x75, bytes(LONGEST_BYTES))[:8])[2] == LONGEST_BYTES + 5


@pytest.mark.parametrize(("data", "problem"), [("60 00 00", "1 bytes behind"), ("61 00", "tag 61 where 60")])
def test_a_whole_object_is_the_one_that_is_wanted_to_its_last_byte(data, problem):
    with pytest.raises(Malformed, match=problem):
        read_whole(bytes.fromhex(data), 0x60)


def test_more_children_than_any_file_has_are_refused():
    assert len(children(b"\x04\x00" * MOST_CHILDREN)) == MOST_CHILDREN
    with pytest.raises(Malformed, match="more than 1024"):
        children(b"\x04\x00" * (MOST_CHILDREN + 1))


def test_the_value_is_hidden_in_what_is_logged():
    assert repr(read_tlv(NESTED)) == f"Tlv(tag=6D, {len(NESTED) - 3} bytes)"


def test_twenty_thousand_broken_inputs_are_malformed_at_worst():
    chance = random.Random(6)
    for _ in range(20_000):
        data = bytearray(NESTED if chance.random() < 0.5 else chance.randbytes(chance.randrange(40)))
        for _ in range(chance.randrange(1, 4)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            for child in children(bytes(data)):
                assert child.end <= len(data)
                children(child.value)
        except Malformed:
            pass
