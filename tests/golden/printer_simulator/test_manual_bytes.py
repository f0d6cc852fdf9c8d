"""Bytes typed from the Epson ESC/POS reference judge the device side; no driver takes part."""

import pytest

from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.printer import TicketPrinter

ALL_STATUS = "10 04 01  10 04 02  10 04 03  10 04 04"


class Bench:
    """A printer that needs no time, spoken to in hex."""

    def __init__(self, **options: object) -> None:
        self.printer = TicketPrinter(PrinterOptions(baud=0, speed_mm_s=0, boot_s=0, **options))
        self.now = 0.0

    def ask(self, sent: str) -> str:
        self.now += 1
        return self.printer.feed(bytes.fromhex(sent), self.now).data.hex(" ")

    def hands(self, act: str, **parameters: float) -> str:
        self.now += 1
        return self.printer.act(act, parameters, self.now).data.hex(" ")


@pytest.fixture
def bench():
    return Bench()


@pytest.mark.parametrize(
    ("act", "answers"),
    [
        (None, "12 12 12 12"),
        ("near_end", "12 12 12 1e"),
        ("remove_roll", "1a 32 12 7e"),
        ("open_cover", "1a 16 12 12"),
        ("jam_cutter", "1a 52 1a 12"),
        ("overheat", "1a 52 52 12"),
    ],
)
def test_real_time_status_in_every_situation(bench, act, answers):
    if act:
        bench.hands(act)
    assert bench.ask(ALL_STATUS) == answers


def test_a_high_drawer_pin_shows_in_real_time_status():
    assert Bench(drawer_pin_high=True).ask("10 04 01") == "16"


def test_the_feed_button_shows_while_it_is_pressed():
    printer = TicketPrinter(PrinterOptions(baud=0))
    printer.act("press_feed", {}, 1.0)
    assert printer.feed(bytes.fromhex("10 04 01 10 04 02"), 1.1).data.hex(" ") == "52 1a"
    assert printer.feed(bytes.fromhex("10 04 01 10 04 02"), 1.3).data.hex(" ") == "12 12"


@pytest.mark.parametrize(
    ("act", "answer"),
    [("open_cover", "3c 00 00 0f"), ("remove_roll", "1c 00 0f 0f"), ("jam_cutter", "1c 08 00 0f")],
)
def test_automatic_status_comes_at_once_and_on_change(act, answer):
    bench = Bench(drawer_pin_high=True)
    assert bench.ask("1D 61 FF") == "14 00 00 0f"
    assert bench.hands(act) == answer


def test_automatic_status_keeps_to_the_items_asked_for(bench):
    assert bench.ask("1D 61 08") == "10 00 00 0f"
    assert bench.hands("open_cover") == ""
    assert bench.hands("near_end") == "38 00 03 0f"


def test_automatic_status_can_be_switched_off(bench):
    bench.ask("1D 61 FF")
    assert bench.ask("1D 61 00") == ""
    assert bench.hands("open_cover") == ""


@pytest.mark.parametrize(("act", "answer"), [(None, "00"), ("near_end", "03")])
def test_status_in_turn_tells_of_paper(bench, act, answer):
    if act:
        bench.hands(act)
    assert bench.ask("1D 72 01") == answer


def test_status_in_turn_waits_while_the_paper_is_out(bench):
    bench.hands("remove_roll")
    assert bench.ask("1D 72 01") == ""
    assert bench.hands("insert_roll") == "00"


def test_the_maker_is_told_in_a_block(bench):
    assert bench.ask("1D 49 42") == "5f 45 50 53 4f 4e 00"


def test_a_job_number_comes_back(bench):
    assert bench.ask("1D 28 48 06 00 30 30 41 42 43 44") == "37 22 41 42 43 44 00"


def test_a_job_number_with_codes_out_of_range_does_not(bench):
    assert bench.ask("1D 28 48 06 00 30 30 41 42 43 1F") == ""


def test_clearing_all_buffers_is_confirmed_and_drops_job_numbers(bench):
    bench.hands("open_cover")
    bench.ask("1D 28 48 06 00 30 30 41 42 43 44")
    assert bench.ask("10 14 08 01 03 14 01 06 02 08") == "37 25 00"
    assert bench.hands("close_cover") == ""


def test_recover_and_drop_forgets_the_rest_after_a_cutter_error(bench):
    bench.hands("jam_cutter", at_next_cut=1)
    bench.ask("1D 56 42 00  1D 28 48 06 00 30 30 41 42 43 44")
    bench.hands("clear_cutter", wait_for_host=1)
    assert bench.ask("10 04 03") == "1a"
    bench.ask("10 05 02")
    assert bench.ask(ALL_STATUS + "1D 72 01") == "12 12 12 12 00"


def test_recover_and_go_on_finishes_what_was_stopped(bench):
    bench.hands("jam_cutter", at_next_cut=1)
    bench.ask("1D 56 42 00  1D 28 48 06 00 30 30 41 42 43 44")
    bench.hands("clear_cutter", wait_for_host=1)
    assert bench.ask("10 05 01") == "37 22 41 42 43 44 00"


def test_recover_has_no_meaning_without_an_error(bench):
    bench.hands("open_cover")
    bench.ask("1D 72 01  10 05 02")
    assert bench.hands("close_cover") == "00"


def test_initialise_does_not_clear_what_was_received_before(bench):
    assert bench.ask("1D 72 01  1B 40  1D 72 01") == "00 00"


def test_a_star_probe_is_taken_as_three_bytes(bench):
    assert bench.ask("1B 06 01  1D 72 01") == "00"


def test_real_time_status_inside_image_data_is_answered_and_printed(bench):
    image = "1D 76 30 00 01 00 05 00  FF 10 04 01 FF"
    assert bench.ask(image + "1D 72 01") == "12 00"


def test_power_off_inside_image_data_works_unless_disabled(bench):
    image = "1D 76 30 00 05 00 01 00  10 14 02 01 08"
    bench.ask("1D 28 44 05 00 14 01 00 02 00")
    assert bench.ask(image + "10 04 01") == "12"
    other = Bench()
    assert other.ask(image + "10 04 01") == ""


def test_a_clone_answers_real_time_status_and_the_fence_only():
    clone = Bench(personality="clone")
    assert clone.ask("1D 49 42  1D 28 48 06 00 30 30 41 42 43 44  1D 61 FF") == ""
    assert clone.ask("10 14 08 01 03 14 01 06 02 08") == ""
    assert clone.ask("10 04 01 1D 72 01") == "12 00"
