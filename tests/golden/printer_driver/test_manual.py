"""The manual's bytes judge the driver's protocol."""

from pathlib import Path

import pytest
import yaml

from drivers.ticket_printer.escpos.protocol import commands
from drivers.ticket_printer.escpos.protocol.answers import AnswerReader
from drivers.ticket_printer.escpos.protocol.conditions import ALL_WELL, merge_auto_status, merge_real_time
from drivers.ticket_printer.escpos.protocol.job_ids import WRAP, encode_job_id
from drivers.ticket_printer.escpos.status import status_of

MANUAL = yaml.safe_load(Path(__file__).with_name("manual.yaml").read_text(encoding="utf-8"))
ANSWERED = frozenset({1, 2, 3, 4})

ENCODED = {
    "initialise": commands.INITIALISE,
    "feed 24 dots": commands.encode_feed(24),
    "feed 300 dots": commands.encode_feed(300),
    "align centre": commands.encode_align(commands.Align.CENTRE),
    "raster 2 bytes by 3 rows": commands.encode_raster(2, b"\xff\x80\x00\x01\xaa\x55"),
    "raster 72 bytes by 1 row": commands.encode_raster(72, bytes(72)),
    "cut": commands.encode_cut(),
    "status question 1": commands.encode_status_question(1),
    "status question 4": commands.encode_status_question(4),
    "auto status of everything": commands.AUTO_STATUS_ALL,
    "paper sensor": commands.PAPER_SENSOR,
    "maker": commands.encode_identity_question(commands.Identity.MAKER),
    "model": commands.encode_identity_question(commands.Identity.MODEL),
    "job mark of job 0": commands.encode_job_mark(encode_job_id(0)),
    "job mark of job 95": commands.encode_job_mark(encode_job_id(95)),
    "cancel a recoverable error": commands.CANCEL_ERROR,
    "clear the buffers": commands.CLEAR_BUFFERS,
    "guard against DLE DC4": commands.GUARD,
    "motion units of 203 dpi": commands.encode_motion_units(203),
}


@pytest.mark.parametrize("name", MANUAL["commands"])
def test_a_command_is_what_the_manual_says(name):
    golden = MANUAL["commands"][name]
    assert ENCODED[name] == bytes.fromhex(golden["bytes"]) + bytes(golden.get("then_zeros", 0))


@pytest.mark.parametrize("name", MANUAL["answers"])
def test_an_answer_is_read_as_the_manual_says(name):
    golden = MANUAL["answers"][name]
    (answer,) = AnswerReader().feed(bytes.fromhex(golden["bytes"]))
    assert (answer.kind.value, answer.data) == (golden["kind"], bytes.fromhex(golden["data"]))


def expected(golden):
    return golden["faults"], golden["device"], golden["paper"], golden["cover_open"]


def seen(conditions):
    status = status_of(conditions, ANSWERED)
    codes = [fault.code for fault in status.faults]
    return codes, status.device.value, status.paper.value, status.cover_open


@pytest.mark.parametrize("name", MANUAL["situations"])
def test_a_situation_is_understood_from_the_four_answers(name):
    golden = MANUAL["situations"][name]
    conditions = ALL_WELL
    for number, byte in enumerate(bytes.fromhex(golden["answers"]), 1):
        conditions = merge_real_time(conditions, number, byte)
    assert seen(conditions) == expected(golden)


@pytest.mark.parametrize("name", MANUAL["situations"])
def test_a_situation_is_understood_from_the_auto_status(name):
    golden = MANUAL["situations"][name]
    assert seen(merge_auto_status(ALL_WELL, bytes.fromhex(golden["asb"]))) == expected(golden)


@pytest.mark.parametrize("number", [0, 5])
def test_only_the_four_questions_of_the_manual_are_asked(number):
    with pytest.raises(ValueError, match="1 to 4"):
        commands.encode_status_question(number)


def test_job_ids_are_printable_distinct_and_wrap():
    numbers = [0, 1, 93, 94, 94**3, WRAP - 1]
    ids = [encode_job_id(number) for number in numbers]
    assert ids[-1] == b"~~~~"
    assert len(set(ids)) == len(ids)
    assert all(0x21 <= byte <= 0x7E for job_id in ids for byte in job_id)
    assert encode_job_id(WRAP) == encode_job_id(0)
    assert encode_job_id(WRAP + 7) == encode_job_id(7)
