"""Files come whole, in as few commands as the card allows, and no length is believed beyond its limit."""

import dataclasses

import pytest

from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import Absent, CardError, Cause, Refused
from drivers.identity_card.chip.session import open_chip
from simulator.identity_card.faults import ChipFaults, Habits
from tests.support.virtual_card import ChipCard, can_of, issued, mrz_key_of, on_reader

FILES = (
    ElementaryFile.COM,
    ElementaryFile.SOD,
    ElementaryFile.DG1,
    ElementaryFile.DG13,
    ElementaryFile.DG14,
    ElementaryFile.DG15,
    ElementaryFile.DG2,
)
CARD, BAC_CARD = issued("2021"), issued("bac_only")


def with_file(file, content, card=CARD):
    return dataclasses.replace(card, files={**card.files, file.fid: content})


def opened(card=CARD, **options):
    on_it = on_reader(card, **options)
    return open_chip(on_it, [can_of(card), mrz_key_of(card)]), on_it


def long_file(size: int) -> bytes:
    return b"\x75\x83" + size.to_bytes(3) + bytes(number % 251 for number in range(size))


@pytest.mark.parametrize(("card", "block"), [(CARD, 223), (BAC_CARD, 231)], ids=["AES", "3DES"])
def test_a_file_takes_no_more_commands_than_it_has_blocks(card, block):
    chip, _ = opened(card, max_response=256)
    for file in FILES:
        if file.fid not in card.files:
            continue
        before = chip.apdus
        assert chip.read(file) == card.files[file.fid]
        assert chip.apdus - before == -(-len(card.files[file.fid]) // block), file
    assert chip.reopened == 0


@pytest.mark.parametrize("card", [CARD, BAC_CARD], ids=["AES", "3DES"])
def test_with_long_answers_a_file_takes_one_command(card):
    chip, _ = opened(card, max_response=65_536)
    before = chip.apdus
    read = [file for file in FILES if file.fid in card.files]
    for file in read:
        assert chip.read(file) == card.files[file.fid]
    assert chip.apdus - before == len(read)


@pytest.mark.parametrize("max_response", [256, 4096, 65_536])
@pytest.mark.parametrize("size", [32_760, 32_768, 40_000, 100_000])
def test_a_file_goes_on_behind_the_last_plain_offset(size, max_response):
    card = with_file(ElementaryFile.DG2, long_file(size))
    chip, _ = opened(card, max_response=max_response)
    assert chip.read(ElementaryFile.DG2) == card.files[ElementaryFile.DG2.fid]


def test_bytes_behind_the_outer_tag_are_cut_off():
    raw = CARD.files[ElementaryFile.DG1.fid]
    chip, _ = opened(with_file(ElementaryFile.DG1, raw + bytes(900)))
    assert chip.read(ElementaryFile.DG1) == raw


@pytest.mark.parametrize("answer", ["6700", "6282", "6CXX", "6B00"])
@pytest.mark.parametrize("over", [90, 112, 160, 200, 223])
@pytest.mark.parametrize("max_response", [256, 65_536])
@pytest.mark.parametrize("card", [CARD, BAC_CARD], ids=["AES", "3DES"])
def test_a_card_that_takes_no_large_reads_is_read_in_smaller_ones(card, answer, over, max_response):
    faults = ChipFaults(large_read=answer, large_over=over)
    chip, on_it = opened(card, faults=faults, max_response=max_response)
    first = chip.read(ElementaryFile.DG13)
    reopened = chip.reopened
    assert first == card.files[ElementaryFile.DG13.fid]
    assert chip.read(ElementaryFile.SOD) == card.files[ElementaryFile.SOD.fid]
    assert chip.reopened == reopened <= 3, "the size that worked was not remembered"
    if answer != "6282":
        assert chip.block_bytes <= over
    again = open_chip(on_it, [can_of(card), mrz_key_of(card)])
    assert again.read(ElementaryFile.DG13) == first
    assert again.reopened == 0, "the next card on the reader must find out again"


def test_the_size_that_a_card_names_is_taken_at_once():
    chip, _ = opened(faults=ChipFaults(large_read="6CXX", large_over=115), max_response=256)
    chip.read(ElementaryFile.DG13)
    assert (chip.reopened, chip.block_bytes) == (1, 111)


def test_a_card_that_takes_no_read_at_all_is_given_up():
    chip, on_it = opened(faults=ChipFaults(large_read="6700", large_over=4), max_response=256)
    with pytest.raises(CardError) as told:
        chip.read(ElementaryFile.DG1)
    assert told.value.cause is Cause.PROTOCOL
    assert on_it.max_response == 256, "a broken card must not slow the next one down"


def test_a_chip_without_extended_length_costs_one_command_more():
    plain, _ = opened(max_response=256)
    chip, on_it = opened(habits=Habits(extended_length=False))
    assert chip.read(ElementaryFile.DG1) == CARD.files[ElementaryFile.DG1.fid]
    assert on_it.max_response == 256
    assert chip.apdus == plain.apdus + 1 + 1
    assert chip.reopened == 0


def test_answers_shorter_than_wanted_are_put_together_and_crumbs_are_refused():
    chip, _ = opened(habits=Habits(most_answer=64))
    assert chip.read(ElementaryFile.DG13) == CARD.files[ElementaryFile.DG13.fid]
    chip, _ = opened(habits=Habits(most_answer=8))
    with pytest.raises(CardError, match="missing") as told:
        chip.read(ElementaryFile.DG13)
    assert told.value.cause is Cause.BAD_DATA


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\x75\x84\xff\xff\xff\xff" + bytes(300), "at most 131072"),
        (b"\x75\x80" + bytes(300), "0 bytes of length"),
        (b"\x75\x82\x20\x00" + bytes(300), "ends before byte 304; 7892 more"),
        (b"\x61\x05hello", "begins with tag 61; 75 is right"),
        (b"\x75", "within a tag or length"),
        (b"\x00" * 300, "no tag"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(content, problem):
    chip, on_it = opened(with_file(ElementaryFile.DG2, content), max_response=256)
    with pytest.raises(CardError, match=problem) as told:
        chip.read(ElementaryFile.DG2)
    assert told.value.cause is Cause.BAD_DATA
    assert (on_it.max_response, chip.reopened) == (256, 0)


def test_a_missing_file_and_a_forbidden_one_are_told_apart_and_the_session_goes_on():
    chip, _ = opened()
    with pytest.raises(Absent):
        chip.read(ElementaryFile.DG11)
    with pytest.raises(Refused) as told:
        chip.read(ElementaryFile.DG3)
    assert (told.value.status, type(told.value)) == (0x6982, Refused)
    assert chip.read(ElementaryFile.DG1) == CARD.files[ElementaryFile.DG1.fid]
    assert [chip.has(file) for file in (ElementaryFile.DG11, ElementaryFile.DG3, ElementaryFile.DG1)] == [
        False,
        True,
        True,
    ]


def test_what_was_not_read_is_asked_for():
    chip, _ = opened()
    assert chip.has(ElementaryFile.DG2) is True
    assert chip.has(ElementaryFile.DG7) is False
    assert chip.has(ElementaryFile.DG3) is None
    asked = chip.apdus
    assert chip.has(ElementaryFile.DG2) is True
    assert chip.apdus == asked


def test_progress_goes_from_nothing_known_to_the_whole_file():
    told: list[tuple[int, int]] = []
    chip, _ = opened(max_response=256)
    raw = chip.read(ElementaryFile.SOD, lambda done, total: told.append((done, total)))
    assert told[0][0] == 223
    assert told[-1] == (len(raw), len(raw))
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_a_wanted_block_size_is_kept_to():
    chip = open_chip(on_reader(CARD), [can_of(CARD)], block_bytes=160)
    before = chip.apdus
    raw = chip.read(ElementaryFile.SOD)
    assert chip.apdus - before == -(-len(raw) // 160)


def test_nothing_is_read_once_the_keys_are_forgotten():
    chip, _ = opened()
    chip.forget()
    with pytest.raises(CardError):
        chip.read(ElementaryFile.DG1)


class BareCard(ChipCard):
    """Leaves its session with a bare status word where a file is not for us."""

    def __init__(self, status: str) -> None:
        super().__init__(on_reader(CARD).chip)
        self.status = bytes.fromhex(status)

    def transmit(self, command: bytes) -> bytes:
        answer = super().transmit(command)
        if command[:1] == b"\x0c" and len(answer) == 16 and answer[2:4] in (b"\x6a\x82", b"\x69\x82"):
            self.chip.reset()
            return self.status
        return answer


@pytest.mark.parametrize(("status", "kind", "has"), [("6A82", Absent, False), ("6982", Refused, True)])
def test_a_bare_refusal_of_a_file_costs_the_session_but_not_the_reading(status, kind, has):
    chip = open_chip(BareCard(status), [can_of(CARD)])
    with pytest.raises(Refused) as told:
        chip.read(ElementaryFile.DG11)
    assert type(told.value) is kind
    assert chip.has(ElementaryFile.DG11) is has
    assert chip.has(ElementaryFile.DG12) is None
    assert chip.read(ElementaryFile.DG1) == CARD.files[ElementaryFile.DG1.fid]
    assert chip.reopened == 2


def test_files_are_known_by_their_tags_and_groups():
    assert ElementaryFile.of_tag(0x6D) is ElementaryFile.DG13
    assert ElementaryFile.of_group(13) is ElementaryFile.DG13
    assert ElementaryFile.of_tag(0x64) is ElementaryFile.of_group(4) is None
    assert [file.group for file in (ElementaryFile.DG13, ElementaryFile.SOD, ElementaryFile.COM)] == [
        13,
        None,
        None,
    ]
