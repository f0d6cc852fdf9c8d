"""`kiosk ask`: one question or a batch; what was understood and what the robot says."""

import json
from pathlib import Path
from typing import Any

import pytest

BIRTH = "1.001193"


def asked(kiosk: Any, folder: Path, lines: list[str | bytes], *more: str) -> tuple[int, list[Any]]:
    """What a batch answers, line by line."""
    file = folder / "questions.jsonl"
    file.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    code, out, err = kiosk("ask", "--batch", file, *more)
    assert err == ""
    return code, [json.loads(line) for line in out.splitlines()]


def line(text: str, **more: object) -> str:
    return json.dumps({"id": text[:9], "text": text, **more})


def test_a_question_is_answered_in_words(kiosk: Any) -> None:
    code, out, err = kiosk("ask", "đăng ký khai sinh cần giấy tờ gì")
    assert (code, err) == (0, "")
    assert out.startswith("Đăng ký khai sinh: cần ")
    assert f"understood: procedure {BIRTH}, documents" in out


def test_json_has_the_meaning_and_the_words(kiosk: Any) -> None:
    code, out, _ = kiosk("ask", "register a birth", "--lang", "en", "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["kind"], answer["procedure"]) == ("procedure", BIRTH)
    assert answer["candidates"][0]["id"] == BIRTH
    assert 0 < answer["candidates"][0]["score"] <= 1
    assert answer["say"] and answer["ms"] > 0


def test_a_batch_answers_each_line_in_its_kind(kiosk: Any, tmp_path: Path) -> None:
    code, answers = asked(
        kiosk,
        tmp_path,
        [
            line("đăng ký khai sinh"),
            line("dừng lại"),
            line("lấy số hộ tịch"),
            line("lệ phí bao nhiêu"),
            line("lệ phí bao nhiêu", about=BIRTH),
            line("zxcv qwer 🙂"),
        ],
    )
    assert code == 0
    birth, stop, number, fee, fee_of_birth, nothing = answers
    assert (birth["kind"], birth["procedure"]) == ("procedure", BIRTH)
    assert (stop["kind"], stop["intent"]) == ("command", "stop_moving")
    assert number["slots"] == {"service": "civil_status"}
    assert (fee["kind"], fee["topic"], fee["candidates"]) == ("clarify", "fee", [])
    assert (fee_of_birth["procedure"], fee_of_birth["topic"]) == (BIRTH, "fee")
    assert nothing["kind"] == "no_match"
    assert all(len(answer["candidates"]) <= 5 for answer in answers)
    assert birth["id"] == "đăng ký k"


def test_a_subject_for_the_whole_batch(kiosk: Any, tmp_path: Path) -> None:
    _, (answer,) = asked(kiosk, tmp_path, [line("hết bao nhiêu tiền")], "--about", BIRTH)
    assert (answer["procedure"], answer["topic"]) == (BIRTH, "fee")


def test_bad_lines_are_told_and_the_others_answered(kiosk: Any, tmp_path: Path) -> None:
    bad: list[str | bytes] = [
        "nonsense",
        "[1]",
        '{"text": "a"}',
        '{"id": 1}',
        '{"id": 2, "text": 5}',
        '{"id": 3, "text": "a", "about": "nowhere"}',
        '{"id": 4, "text": "a", "about": 5}',
        b'{"id": 5, "text": "\xff"}',
        "[" * 5000,
        '{"id": "\\ud800", "text": 1}',
    ]
    code, answers = asked(kiosk, tmp_path, [*bad, "", line("xin chào")])
    assert code == 1
    assert len(answers) == len(bad) + 1
    for number, answer in enumerate(answers[:-1], 1):
        assert answer["error"].startswith(f"line {number}: ")
    assert answers[-1]["intent"] == "greeting"


@pytest.mark.parametrize("text", ["a" * 10_000, "🙂🙃", "\x07\x00", "", "<b>", "{number}", "\\ud800", "你好"])
def test_whatever_is_typed_gets_a_polite_answer(kiosk: Any, tmp_path: Path, text: str) -> None:
    _, (answer,) = asked(kiosk, tmp_path, [json.dumps({"id": 1, "text": text})])
    assert answer["kind"] in ("no_match", "clarify")
    assert answer["say"]


def test_a_subject_that_is_not_there_is_one_line(kiosk: Any) -> None:
    code, _, err = kiosk("ask", "lệ phí", "--about", "1.00119")
    assert (code, err) == (1, f"kiosk: there is no procedure `1.00119`; did you mean `{BIRTH}`?\n")


def test_a_broken_configuration_is_told_as_by_check(kiosk: Any, folder: Path) -> None:
    (folder / "dialogs/vi/sentences/commands.yaml").write_text("a: [\n")
    code, _, err = kiosk("ask", "xin chào", "--config", folder)
    assert code == 1
    assert "commands.yaml:2:1: error syntax: " in err


def test_hours_and_closed_days_are_answered_for_the_day_given(kiosk: Any) -> None:
    _, open_day, _ = kiosk("ask", "mấy giờ mở cửa", "--today", "2026-11-30")
    _, sunday, _ = kiosk("ask", "mấy giờ mở cửa", "--today", "2026-11-29")
    assert "7 giờ 30" in open_day
    assert "nghỉ" in sunday


def test_a_day_that_is_none_is_wrong_use(kiosk: Any) -> None:
    code, _, err = kiosk("ask", "xin chào", "--today", "31/2/2026")
    assert code == 2
    assert "is not a day of the calendar" in err


def test_a_question_or_a_batch_is_needed(kiosk: Any) -> None:
    assert kiosk("ask")[0] == 2
    assert kiosk("ask", "a", "--batch", "b")[0] == 2
