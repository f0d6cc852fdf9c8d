"""The driver against a scripted printer on a memory wire, in virtual time."""

import asyncio
from contextlib import asynccontextmanager
from random import Random

import pytest

from drivers.errors import InDoubt, NotReady, TransportError
from drivers.interfaces import Proof, Raster
from drivers.link import LinkState
from drivers.status import DeviceState, PaperState
from drivers.ticket_printer.escpos.driver import EscPosPrinter

pytestmark = pytest.mark.looptime

CHECKER = Raster(576, (b"\xaa" * 72 + b"\x55" * 72) * 150)
LINE = Raster(576, (bytes(30) + b"\xff" * 12 + bytes(30)) * 24)


@asynccontextmanager
async def running(scripted, **options):
    """The driver on the scripted printer's wire."""
    printer = EscPosPrinter(scripted.wire.host, 576, options.pop("baud", 115200), Random(1), **options)
    task = asyncio.create_task(printer.run())
    try:
        yield printer
    finally:
        task.cancel()
        await asyncio.wait({task})


async def until(condition, within_s=60.0):
    """Wait in virtual time."""
    for _ in range(round(within_s / 0.05)):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come to pass")


@asynccontextmanager
async def ready(scripted, **options):
    """The driver, connected."""
    async with running(scripted, **options) as printer:
        await until(lambda: printer.link.state is LinkState.READY)
        yield printer


def codes(printer):
    return [fault.code for fault in printer.status.faults]


async def test_before_anything_is_heard_it_is_starting(scripted):
    printer = EscPosPrinter(scripted.wire.host, 576, 115200, Random(1))
    assert printer.status.device is DeviceState.STARTING
    with pytest.raises(NotReady):
        await printer.print_raster(LINE, 1)


async def test_a_connected_printer_is_online_and_known(scripted):
    async with ready(scripted) as printer:
        assert printer.status.device is DeviceState.ONLINE
        assert (printer.status.paper, printer.status.cover_open) == (PaperState.FULL, False)
        assert (printer.capabilities.maker, printer.capabilities.model) == ("EPSON", "TM-T20II")
        assert printer.capabilities.proof is Proof.JOB_ID


async def test_a_picture_is_printed_exactly_with_the_echoed_job_as_proof(scripted):
    async with ready(scripted) as printer:
        assert await printer.print_raster(CHECKER, 7) is Proof.JOB_ID
        assert b"".join(scripted.paper.rows) == CHECKER.data
        assert scripted.paper.cuts == []


async def test_a_cut_has_a_proof_of_its_own(scripted):
    async with ready(scripted) as printer:
        await printer.print_raster(LINE, 7)
        assert await printer.cut(7) is Proof.JOB_ID
        assert scripted.paper.cuts == [24]
        marks = [token[7:] for token in scripted.tokens if token[:3] == b"\x1d(H"]
        assert marks[-2:] == [b"!!!/", b"!!!0"]


@pytest.mark.parametrize(
    ("answers", "proof"),
    [({"I", "a", "r"}, Proof.FENCE), ({"r"}, Proof.FENCE), ({"I"}, Proof.POLL), (set(), Proof.POLL)],
)
async def test_a_clone_proves_as_well_as_it_can(scripted, answers, proof):
    scripted.answers_queued = answers
    async with ready(scripted) as printer:
        assert await printer.print_raster(LINE, 1) is proof
        assert await printer.cut(1) is proof
        assert scripted.paper.cuts == [24]


async def test_a_picture_of_another_width_is_refused(scripted):
    async with ready(scripted) as printer:
        with pytest.raises(ValueError, match="384"):
            await printer.print_raster(Raster(384, bytes(48)), 1)


async def test_every_job_begins_with_the_guard_and_known_settings(scripted):
    async with ready(scripted) as printer:
        await scripted.power_cycle()
        scripted.tokens.clear()
        await printer.print_raster(LINE, 1)
        assert scripted.tokens[:4] == [
            b"\x1b@",
            b"\x1d(D\x05\x00\x14\x01\x00\x02\x00",
            b"\x1dP\xcb\xcb",
            b"\x1da\xff",
        ]


@pytest.mark.parametrize(
    ("status", "device", "code"),
    [
        ({1: 0x1A, 2: 0x32, 4: 0x7E}, DeviceState.USER_ERROR, "paper_out"),
        ({1: 0x1A, 2: 0x16}, DeviceState.USER_ERROR, "cover_open"),
        ({1: 0x1A, 2: 0x52, 3: 0x1A}, DeviceState.HARDWARE_ERROR, "cutter_jam"),
        ({1: 0x1A, 2: 0x52, 3: 0x32}, DeviceState.HARDWARE_ERROR, "printer_error"),
        ({1: 0x1A, 2: 0x52, 3: 0x52}, DeviceState.DEVICE_BUSY, "head_hot"),
    ],
)
async def test_a_printer_in_trouble_refuses_before_a_byte_is_sent(scripted, status, device, code):
    async with ready(scripted) as printer:
        scripted.status.update(status)
        sent = len(scripted.tokens)
        with pytest.raises(NotReady, match=code):
            await printer.print_raster(LINE, 1)
        assert len(scripted.tokens) == sent
        assert (printer.status.device, codes(printer)) == (device, [code])
        with pytest.raises(NotReady):
            await printer.cut(1)


async def test_paper_near_its_end_is_told_and_printed_on(scripted):
    async with ready(scripted) as printer:
        scripted.status[4] = 0x1E
        await printer.print_raster(LINE, 1)
        assert printer.status.usable
        assert (printer.status.paper, codes(printer)) == (PaperState.LOW, ["paper_low"])


async def test_the_end_of_the_paper_amid_a_job_is_a_doubt(scripted):
    async with ready(scripted) as printer:
        scripted.stop_after_rows = 100
        with pytest.raises(InDoubt, match="paper_out"):
            await printer.print_raster(CHECKER, 1)
        assert printer.status.paper is PaperState.OUT


async def test_the_end_of_the_paper_in_the_last_band_is_a_doubt_after_a_short_wait(scripted):
    async with ready(scripted) as printer:
        scripted.stop_after_rows = 10
        started = asyncio.get_running_loop().time()
        with pytest.raises(InDoubt, match="paper_out"):
            await printer.print_raster(LINE, 1)
        assert asyncio.get_running_loop().time() - started < 5


async def test_a_cover_opened_and_closed_again_amid_a_job_is_a_doubt(scripted):
    """The printer prints on and proves it; what was out is torn off (rehearsal, seed 2026, week 7)."""
    async with ready(scripted) as printer:
        scripted.opened_after_rows = 100
        with pytest.raises(InDoubt, match="cover"):
            await printer.print_raster(CHECKER, 1)


async def test_a_head_that_gets_hot_amid_a_job_is_waited_for(scripted):
    async with ready(scripted) as printer:
        job = asyncio.create_task(printer.print_raster(CHECKER, 1))
        scripted.stop_after_rows = 64
        scripted.paper_out = scripted.get_hot
        await until(lambda: codes(printer) == ["head_hot"])
        await asyncio.sleep(3)
        assert not job.done()
        await scripted.cool_down()
        assert await job is Proof.JOB_ID
        assert b"".join(scripted.paper.rows) == CHECKER.data


async def test_a_clone_that_stops_amid_a_job_is_a_doubt(scripted):
    scripted.answers_queued = set()
    async with ready(scripted) as printer:
        scripted.stop_after_rows = 10
        with pytest.raises(InDoubt, match="paper_out"):
            await printer.print_raster(LINE, 1)


async def test_a_clone_that_stays_hot_is_a_doubt_in_the_end(scripted):
    scripted.answers_queued = set()
    async with ready(scripted) as printer:
        scripted.stop_after_rows = 10
        scripted.paper_out = scripted.get_hot
        with pytest.raises(InDoubt, match="ready again"):
            await printer.print_raster(LINE, 1)


async def test_after_a_doubt_nothing_of_the_old_job_is_printed(scripted):
    async with ready(scripted) as printer:
        scripted.stop_after_rows = 100
        with pytest.raises(InDoubt):
            await printer.print_raster(CHECKER, 1)
        await printer.recover()
        assert b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08" in scripted.real_time
        rows = len(scripted.paper.rows)
        await scripted.paper_in()
        await until(lambda: printer.status.usable)
        await printer.print_raster(LINE, 2)
        assert b"".join(scripted.paper.rows[rows:]) == LINE.data


async def test_a_half_ticket_is_cut_off_when_the_printer_is_clear(scripted):
    async with ready(scripted) as printer:
        scripted.answers_queued = set()  # the proof never comes
        with pytest.raises(InDoubt, match="prove"):
            await printer.print_raster(LINE, 1)
        await printer.recover()
        await until(lambda: scripted.paper.cuts == [24])


async def test_a_half_ticket_behind_an_open_cover_is_cut_off_before_the_next(scripted):
    async with ready(scripted) as printer:
        scripted.answers_queued = set()
        with pytest.raises(InDoubt):
            await printer.print_raster(LINE, 1)
        scripted.answers_queued = {"(H"}
        scripted.status.update({1: 0x1A, 2: 0x16})
        await printer.recover()
        scripted.status.update({1: 0x12, 2: 0x12})
        await printer.print_raster(LINE, 2)
        assert scripted.paper.cuts == [24]


async def test_a_picture_that_was_never_cut_off_is_cut_off_before_the_next(scripted):
    async with ready(scripted) as printer:
        await printer.print_raster(LINE, 1)
        await printer.print_raster(LINE, 2)
        await printer.cut(2)
        await printer.print_raster(LINE, 3)
        assert scripted.paper.cuts == [24, 48]


async def test_a_printer_that_proves_less_than_before_is_not_believed_at_once(scripted):
    """Noise that spoils the questions must not make a printer one that proves nothing (rehearsal, seed 5)."""
    async with ready(scripted) as printer:
        assert printer.capabilities.proof is Proof.JOB_ID
        scripted.answers_queued = set()
        printer.link.drop(TransportError("pulled"))
        await until(lambda: "less" in str(printer.link.reason))
        assert printer.status.device is not DeviceState.ONLINE
        scripted.answers_queued = {"I", "a", "r", "(H"}
        await until(lambda: printer.status.device is DeviceState.ONLINE)
        assert printer.capabilities.proof is Proof.JOB_ID


async def test_a_printer_that_gave_no_proof_is_asked_again_when_it_is_idle(scripted):
    """Noise at the start must not cost the proof of all papers to come (rehearsal, seed 5, week 2)."""
    scripted.answers_queued, scripted.clears = set(), False
    async with ready(scripted) as printer:
        assert printer.capabilities.proof is Proof.POLL
        scripted.answers_queued = {"I", "a", "r", "(H"}
        await until(lambda: printer.capabilities.proof is Proof.JOB_ID)


async def test_a_printer_of_which_noise_hid_most_is_asked_again_when_it_is_idle(scripted):
    """What it seemed to be in the noise must not stay for ever (rehearsal, seed 78, week 3)."""
    scripted.answers_queued, scripted.deaf_to = {"r"}, {2, 3, 4}
    async with ready(scripted) as printer:
        assert printer.diagnostics()["answers_dle_eot"] == [1]
        scripted.answers_queued, scripted.deaf_to = {"I", "a", "r", "(H"}, set()
        await until(lambda: printer.capabilities and printer.capabilities.proof is Proof.JOB_ID)
        assert printer.diagnostics()["answers_dle_eot"] == [1, 2, 3, 4]


@pytest.mark.parametrize("sign", ["an unanswered question", "a strange byte"])
async def test_half_a_command_that_noise_made_while_idle_does_not_swallow_the_next_ticket(scripted, sign):
    async with ready(scripted) as printer:
        if sign == "a strange byte":
            await scripted.wire.device.write(b"\x80")
        else:
            asked = len(scripted.received)
            scripted.silent = True
            await until(lambda: len(scripted.received) > asked)
            scripted.silent = False
        scripted.begin_with(b"\x1dv0\x00\x48\x00\x60\x00")
        await asyncio.sleep(1)
        await printer.print_raster(LINE, 1)
        assert b"".join(scripted.paper.rows) == LINE.data


async def test_nothing_is_printed_over_a_wire_that_answers_only_now_and_then(scripted):
    async with ready(scripted) as printer:
        await scripted.wire.device.write(b"\x80")
        await asyncio.sleep(0.1)
        job = asyncio.create_task(printer.print_raster(LINE, 1))
        await asyncio.sleep(0.5)
        scripted.silent = True
        with pytest.raises(NotReady, match="disturbed"):
            await job
        scripted.silent = False
        await until(lambda: printer.status.device is DeviceState.ONLINE)
        assert await printer.print_raster(LINE, 1) is Proof.JOB_ID
        assert b"".join(scripted.paper.rows) == LINE.data


async def test_another_model_that_proves_less_is_believed_in_the_end(scripted):
    async with ready(scripted) as printer:
        scripted.answers_queued, scripted.clears = set(), False
        printer.link.drop(TransportError("pulled"))
        await until(lambda: "less" in str(printer.link.reason))
        await until(lambda: printer.status.device is DeviceState.ONLINE)
        assert printer.capabilities.proof is Proof.POLL


async def test_half_a_command_that_swallows_all_questions_is_ended_by_emptying_the_buffers(scripted):
    half = b"\x1dv0\x00\xff\xff\xff\x00"
    scripted.begin_with(half)
    async with ready(scripted) as printer:
        assert printer.capabilities.proof is Proof.JOB_ID


async def test_a_printer_that_knows_no_clearing_command_is_cleared_with_nuls(scripted):
    async with ready(scripted) as printer:
        scripted.clears = False
        await printer.recover()
        assert bytes(8192) + b"\x1b@" in scripted.received


async def test_a_recoverable_error_is_left_with_the_cancelling_command(scripted):
    async with ready(scripted) as printer:
        scripted.status.update({1: 0x1A, 2: 0x52, 3: 0x1A})
        await printer.recover()
        assert b"\x10\x05\x02" in scripted.real_time
        await until(lambda: printer.status.usable)


async def test_a_mended_cutter_comes_back_by_itself(scripted):
    async with ready(scripted) as printer:
        scripted.status.update({1: 0x1A, 2: 0x52, 3: 0x1A})
        await until(lambda: codes(printer) == ["cutter_jam"])
        await until(lambda: printer.status.usable, 20)
        assert b"\x10\x05\x02" in scripted.real_time


async def test_a_silent_printer_cannot_be_recovered_and_is_opened_anew(scripted):
    async with ready(scripted) as printer:
        scripted.silent = True
        with pytest.raises(NotReady):
            await printer.recover()
        await until(lambda: printer.link.state is not LinkState.READY)


async def test_a_pulled_cable_amid_a_job_is_a_doubt_and_before_it_a_refusal(scripted):
    async with ready(scripted) as printer:
        scripted.answers_queued = set()
        job = asyncio.create_task(printer.print_raster(CHECKER, 1))
        await until(lambda: scripted.paper.rows)
        scripted.wire.cut()
        with pytest.raises(InDoubt):
            await job
        with pytest.raises(NotReady):
            await printer.print_raster(CHECKER, 2)
        await until(lambda: codes(printer) == ["printer_unplugged"])
        assert printer.status.device is DeviceState.POWER_OFF


async def test_a_pulled_cable_put_back_prints_again(scripted):
    async with ready(scripted) as printer:
        scripted.wire.cut()
        await until(lambda: codes(printer) == ["printer_unplugged"])
        scripted.wire.mend()
        await until(lambda: printer.status.usable)
        await printer.print_raster(LINE, 1)
        assert b"".join(scripted.paper.rows) == LINE.data


async def test_a_band_half_sent_before_the_cable_was_pulled_does_not_swallow_the_next_job(scripted):
    scripted._queue += b"\x1dv0\x00\x48\x00\x40\x00" + b"\xff" * 1000
    async with ready(scripted) as printer:
        assert printer.capabilities.proof is Proof.JOB_ID
        rows = len(scripted.paper.rows)
        await printer.print_raster(LINE, 1)
        assert b"".join(scripted.paper.rows[rows:]) == LINE.data


async def test_a_silent_printer_is_offline(scripted):
    scripted.silent = True
    async with running(scripted) as printer:
        await until(lambda: codes(printer) == ["printer_silent"])
        assert printer.status.device is DeviceState.OFFLINE
        assert (await printer.read_status()).device is DeviceState.OFFLINE
        scripted.silent = False
        await until(lambda: printer.status.usable)


async def test_a_printer_that_falls_silent_is_offline_for_jobs_and_for_staff(scripted):
    async with ready(scripted) as printer:
        scripted.silent = True
        assert (await printer.read_status()).device is DeviceState.OFFLINE
        with pytest.raises(NotReady, match="DLE EOT"):
            await printer.print_raster(LINE, 1)
        await until(lambda: printer.link.state is LinkState.LOST)
        assert codes(printer) == ["printer_silent"]


async def test_garbage_for_answers_is_called_a_wrong_baud(scripted):
    scripted.garbled = True
    async with running(scripted) as printer:
        await until(lambda: codes(printer) == ["wrong_baud"])
        scripted.garbled = False
        await until(lambda: printer.status.usable)
        assert printer.diagnostics()["noise_bytes"] > 0


async def test_noise_among_the_answers_is_no_printer_yet(scripted):
    answer = scripted.status[1]
    async with running(scripted) as printer:
        scripted.status[1] = 0x80
        scripted.garbled = False
        await until(lambda: codes(printer) == ["wrong_baud"])
        scripted.status[1] = answer
        await until(lambda: printer.status.usable)


async def test_a_change_reported_by_the_printer_reaches_the_listener_at_once(scripted):
    async with ready(scripted) as printer:
        heard = []
        printer.on_status(heard.append)
        await scripted.wire.device.write(b"\x3c\x00\x00\x0f")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert [status.cover_open for status in heard] == [True]


async def test_without_auto_status_a_change_is_found_by_asking(scripted):
    scripted.answers_queued = {"r"}
    async with ready(scripted) as printer:
        scripted.status.update({1: 0x1A, 2: 0x16})
        await until(lambda: printer.status.cover_open, 3)


async def test_a_printer_with_a_problem_at_the_start_is_probed_when_it_is_over(scripted):
    scripted.status.update({1: 0x1A, 2: 0x32, 4: 0x7E})
    async with ready(scripted) as printer:
        assert printer.status.paper is PaperState.OUT
        assert printer.capabilities is None
        await scripted.paper_in()
        await until(lambda: printer.status.usable)
        assert await printer.print_raster(LINE, 1) is Proof.JOB_ID


async def test_a_cancelled_job_is_cleared_before_the_next(scripted):
    async with ready(scripted) as printer:
        scripted.answers_queued = set()
        job = asyncio.create_task(printer.print_raster(LINE, 1))
        await until(lambda: scripted.paper.rows)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        scripted.answers_queued = {"(H"}
        rows = len(scripted.paper.rows)
        await printer.print_raster(LINE, 2)
        assert b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08" in scripted.real_time
        assert b"".join(scripted.paper.rows[rows:]) == LINE.data


async def test_jobs_asked_for_together_come_out_one_after_the_other(scripted):
    async with ready(scripted) as printer:
        await asyncio.gather(*(printer.print_raster(LINE, number) for number in range(5)))
        assert b"".join(scripted.paper.rows) == LINE.data * 5


async def test_a_job_on_a_slow_line_waits_as_long_as_the_line_needs(scripted):
    async with ready(scripted, baud=1200) as printer:
        assert await printer.print_raster(CHECKER, 1) is Proof.JOB_ID


async def test_the_end_of_run_closes_the_wire(scripted):
    async with ready(scripted) as printer:
        pass
    assert printer.link.state is LinkState.CLOSED
    await scripted.wire.host.open()
    await scripted.wire.host.close()


async def test_diagnostics_tell_the_model_and_nothing_printed(scripted):
    async with ready(scripted) as printer:
        await printer.print_raster(LINE, 1)
        assert printer.diagnostics() == {
            "link": "ready",
            "reason": "",
            "outages": 0,
            "answers_dle_eot": [1, 2, 3, 4],
            "maker": "EPSON",
            "model": "TM-T20II",
            "proof": "job_id",
            "auto_status": True,
            "noise_bytes": 0,
            "stray_answers": 0,
        }


async def test_a_model_that_answers_only_the_first_question_reports_neither_paper_nor_cover(scripted):
    scripted.deaf_to = {2, 3, 4}
    async with ready(scripted) as printer:
        assert (printer.status.paper, printer.status.cover_open) == (None, None)
        assert await printer.print_raster(LINE, 1) is Proof.JOB_ID
