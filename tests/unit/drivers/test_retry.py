"""Getting out of a state is tried at once, then ever less often, and anew the next time."""

from drivers.ticket_printer.escpos.recovery import Retry


def tries(retry: Retry, seconds: range) -> list[int]:
    return [second for second in seconds if retry.is_due(True, second)]


def test_the_pauses_double_up_to_the_longest():
    assert tries(Retry(5, 20), range(90)) == [0, 5, 15, 35, 55, 75]


def test_what_is_over_begins_anew_with_the_shortest_pause():
    retry = Retry(5, 20)
    tries(retry, range(40))
    assert not retry.is_due(False, 41)
    assert tries(retry, range(42, 60)) == [42, 47, 57]
