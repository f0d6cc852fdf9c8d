"""`kiosk card` itself: the way to its actions."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run


@pytest.mark.parametrize("action", ["read", "qr", "anchors"])
def test_every_action_has_its_help_with_exit_codes(kiosk: Run, action: str) -> None:
    code, out, _ = kiosk("card", action, "--help")
    assert code == 0
    assert "For example:" in out and "Exit codes: 0 " in out


def test_an_action_is_done(kiosk: Run, tmp_path: Path) -> None:
    code, out, err = kiosk("card", "anchors", "list", "--data", tmp_path)
    assert (code, err) == (0, "")
    assert "no certificate is installed" in out


def test_a_file_that_is_not_there_is_one_line(kiosk: Run, tmp_path: Path) -> None:
    code, out, err = kiosk("card", "read", "--mrz", tmp_path / "none.txt", "--data", tmp_path)
    assert (code, out) == (1, "")
    assert err == f"kiosk: No such file or directory: {tmp_path / 'none.txt'}\n"


@pytest.mark.parametrize("words", [(), ("nonesuch",), ("anchors",), ("anchors", "add")])
def test_half_a_command_is_wrong_use(kiosk: Run, words: tuple[str, ...]) -> None:
    code, out, err = kiosk("card", *words)
    assert (code, out) == (2, "")
    assert "usage: kiosk card" in err
