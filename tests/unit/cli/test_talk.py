"""`kiosk talk`, read from a pipe: a number touches, words are said, actions end as one says."""

import io
from pathlib import Path
from typing import Any

import pytest

from kiosk.site.places import SHIPPED


@pytest.fixture
def talk(kiosk: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Talk these lines with the robot: exit code, what was printed, what was complained."""

    def run(*lines: str, options: tuple[object, ...] = (), folder: Path = SHIPPED) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        result: tuple[int, str, str] = kiosk("talk", "--config", folder, "--today", "2026-11-30", *options)
        return result

    return run


def test_numbers_touch_and_an_action_ends_as_one_says(talk: Any) -> None:
    code, out, err = talk("2", "1", "issued")
    assert (code, err) == (0, "")
    assert "Robot: Ông/Bà cần làm việc gì?\n   1 Hộ tịch\n   2 Chứng thực\n" in out
    assert "> 2\nRobot: Ông/Bà có thuộc diện ưu tiên không?\n" in out
    assert "  [here the robot issues a number (Chứng thực, Người từ 80 tuổi trở lên); it ends:]\n" in out
    assert "   1 issued\n   2 refused\n   3 failed\n" in out
    assert out.endswith("> issued\n  (the visit is over)\n> \n")


def test_an_empty_line_ends_an_action_well_and_a_number_as_it_says(talk: Any) -> None:
    assert talk("2", "1", "")[1].count("(the visit is over)") == 1
    assert talk("2", "1", "3")[1].count("Robot: Ông/Bà cần làm việc gì?") == 2


def test_after_the_end_another_visit_begins(talk: Any) -> None:
    _, out, _ = talk("2", "1", "", "1")
    assert out.count("Robot: Ông/Bà cần làm việc gì?") == 2
    assert out.count("Robot: Ông/Bà có thuộc diện ưu tiên không?") == 2


def test_words_are_said_and_answered_from_the_procedures(talk: Any) -> None:
    _, out, _ = talk("đăng ký khai sinh", "có")
    assert "Đăng ký khai sinh" in out
    assert "Robot: Ông/Bà có thuộc diện ưu tiên không?" in out


def test_silence_back_and_quit(talk: Any) -> None:
    _, out, _ = talk("2", "", ":back", ":help", ":quit", "2")
    assert "> \nRobot: Mời Ông/Bà nói, gõ, hoặc chạm để chọn.\n" in out
    assert "> :back\nRobot: Ông/Bà cần làm việc gì?\n" in out
    assert out.count("a number touches") == 2
    assert out.endswith("> :quit\n")


def test_the_steps_are_shown_when_wanted(talk: Any) -> None:
    _, out, _ = talk("2", options=("--steps",))
    assert "  [visit: services]\n" in out
    assert "  [take_number: priority]\n" in out


def test_in_english_and_by_command_into_another_language(talk: Any) -> None:
    _, out, _ = talk("Tiếng Việt", options=("--lang", "en"))
    assert "Robot: What do you need today?" in out
    _, out, _ = talk("nói tiếng Anh")
    assert "  [the robot speaks another language]\n" in out
    assert "Robot: What do you need today?" in out


def test_stop_is_heard_while_something_is_done(talk: Any) -> None:
    _, out, _ = talk("2", "1", "dừng lại", "issued")
    assert "  [the robot stands still]\nRobot: Tôi dừng lại rồi.\n" in out
    assert out.count("(the visit is over)") == 1


def test_a_mistake_in_a_flow_is_told_where_it_is(talk: Any, folder: Path) -> None:
    file = folder / "dialogs" / "flows" / "visit.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("next: number", "next: nubmer"), encoding="utf-8"
    )
    code, _, err = talk(folder=folder)
    assert code == 1
    assert f"{file}:19:11: error unknown-step: there is no step `nubmer` (did you mean `number`?)\n" in err
