"""How far a long command is: on the error stream, and only for who waits."""

import io
import time

import pytest

from kiosk.cli import progress
from kiosk.cli.progress import CLEAR, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(seconds: float) -> str:
    return f"{seconds:.0f} s"


def test_elsewhere_than_on_a_terminal_each_step_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "QUIET_S", 0.0)
    out = io.StringIO()
    with Progress(told, out) as shown:
        shown.step()
        shown.step()
    assert out.getvalue() == "0 s\n0 s\n"


def test_who_waits_less_than_a_second_is_told_nothing() -> None:
    out = io.StringIO()
    with Progress(told, out) as shown:
        shown.step()
    assert out.getvalue() == ""


def test_on_a_terminal_one_line_renews_itself_and_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "TICK_S", 0.001)
    out = Terminal()
    with Progress(told, out) as shown:
        shown.step()
        while out.getvalue().count("0 s") < 2:
            time.sleep(0.001)
    assert out.getvalue().startswith(f"{CLEAR}0 s{CLEAR}0 s")
    assert out.getvalue().endswith(CLEAR)
    assert "\n" not in out.getvalue()


def test_the_line_is_gone_also_after_an_error() -> None:
    out = Terminal()
    with pytest.raises(KeyboardInterrupt), Progress(told, out):
        raise KeyboardInterrupt
    assert out.getvalue() == CLEAR
