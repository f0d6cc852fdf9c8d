"""`kiosk speak --words`: one text or a batch; the words that are spoken."""

import io
import json
import sys
import wave
from pathlib import Path
from typing import Any

import pytest

from kiosk.site.knowledge.loading import draft_knowledge

Batch = tuple[int, list[Any], list[str]]  # exit code, answers, complaints without the folder


def batch(kiosk: Any, folder: Path, lines: list[str | bytes], *more: str) -> Batch:
    file = folder / "texts.jsonl"
    file.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    code, out, err = kiosk("speak", "--batch", file, *more)
    return code, [json.loads(line) for line in out.splitlines()], err.replace(f"{folder}/", "").splitlines()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--words", "Mời số A015 đến quầy 3."), "Mời số a, không, một, năm đến quầy ba."),
        (
            ("--words", "UBND: 1.005đ", "--dialect", "south"),
            "ủy ban nhân dân: một ngàn không trăm lẻ năm đồng",
        ),
        (("--words", "24/11/2026", "--lang", "en"), "the twenty-fourth of November twenty twenty-six"),
        (("--words=-5°C",), "âm năm độ xê"),
        (("--words", "🙂"), ""),
    ],
)
def test_a_text_gives_its_words(more: tuple[str, ...], words: str, kiosk: Any) -> None:
    assert kiosk("speak", *more) == (0, f"{words}\n", "")


@pytest.mark.parametrize("more", [(), ("--words",)])
def test_a_batch_gives_one_line_for_each(more: tuple[str, ...], kiosk: Any, tmp_path: Path) -> None:
    code, answers, err = batch(
        kiosk,
        tmp_path,
        ['{"id": "a", "text": "8h-11h30"}', "", '{"id": 2, "text": "8:30", "lang": "en", "more": 1}'],
        *more,
    )
    assert (code, err) == (0, [])
    assert answers == [
        {"id": "a", "words": "từ tám giờ đến mười một giờ ba mươi"},
        {"id": 2, "words": "eight thirty"},
    ]


def test_a_batch_may_come_by_the_standard_input(kiosk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = io.BytesIO(b'{"id": 1, "text": "50%"}\nx\n')
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(lines))
    code, out, err = kiosk("speak", "--batch", "-", "--lang", "en")
    assert (code, json.loads(out)) == (2, {"id": 1, "words": "fifty percent"})
    assert err.startswith("-:2: error: not JSON: ")


def test_bad_lines_are_told_with_their_place_and_the_others_read(kiosk: Any, tmp_path: Path) -> None:
    bad: list[str | bytes] = [
        "nonsense",
        "[1]",
        '{"text": "a"}',
        '{"id": 1}',
        '{"id": 2, "text": 5}',
        '{"id": 3, "text": "a", "lang": "fr"}',
        '{"id": 4, "text": "a", "lang": []}',
        b'{"id": 5, "text": "\xff"}',
        "[" * 5000,
    ]
    code, answers, err = batch(kiosk, tmp_path, [*bad, '{"id": "\\ud800", "text": "quầy 3"}'])
    assert (code, answers) == (2, [{"id": "\ud800", "words": "quầy ba"}])
    assert len(err) == len(bad)
    for number, line in enumerate(err, 1):
        assert line.startswith(f"texts.jsonl:{number}: error: ")
    assert err[3:6] == [
        "texts.jsonl:4: error: `text` must be a text",
        "texts.jsonl:5: error: `text` must be a text",
        "texts.jsonl:6: error: `lang` must be one of `vi`, `en`",
    ]


@pytest.mark.parametrize("more", [(), ("--words",), ("--words", "a", "--dialect", "east")])
def test_something_to_say_is_needed(more: tuple[str, ...], kiosk: Any) -> None:
    assert kiosk("speak", *more)[0] == 2


def test_a_batch_that_is_not_there_is_one_line(kiosk: Any) -> None:
    assert kiosk("speak", "--batch", "/nowhere.jsonl") == (
        1,
        "",
        "kiosk: No such file or directory: /nowhere.jsonl\n",
    )


def test_the_words_of_a_site_are_used(kiosk: Any, folder: Path) -> None:
    file = folder / "dialogs/vi/reading.yaml"
    file.write_text("abbreviations:\n  BQL: ban quản lý\n", encoding="utf-8")
    assert kiosk("speak", "--words", "BQL chợ", "--config", folder)[1] == "ban quản lý chợ\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "abbreviations:\n  UBND: uỷ ban 2\n",
            "2:9: error bad-value: `UBND` must be words as they are spoken",
        ),
        ("abbreviations:\n  UBND:\n", "2:8: error wrong-type: "),
        ("abreviations:\n  A: a\n", "1:1: error unknown-key: "),
        ("words:\n  wifi: a/b\n", "2:9: error bad-value: "),
        ("# nothing\n", "1:1: error empty-file: "),
        ("words: [a]\n", "1:8: error wrong-type: "),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(text: str, told: str, kiosk: Any, folder: Path) -> None:
    file = folder / "dialogs/vi/reading.yaml"
    file.write_text(text, encoding="utf-8")
    code, _, err = kiosk("speak", "--words", "a", "--config", folder)
    assert code == 1
    assert err.startswith(f"{file}:{told}")


def test_a_mistake_in_the_file_is_found_with_those_of_the_others(folder: Path) -> None:
    (folder / "dialogs/en/reading.yaml").write_text("words:\n  wifi: 5\n", encoding="utf-8")
    (folder / "dialogs/vi/reading.yaml").unlink()
    wrong, missing = sorted(map(str, draft_knowledge(folder).problems))
    assert wrong.startswith(f"{folder}/dialogs/en/reading.yaml:2:9: error bad-value: `wifi` must be words")
    assert missing.startswith(f"{folder}/dialogs/vi/reading.yaml:1:1: error missing-file: ")


def test_the_sound_as_a_file(tmp_path: Path, kiosk: Any) -> None:
    file = tmp_path / "call.wav"
    assert kiosk("speak", "--words", "Mời số A015", "--out", file) == (0, "Mời số a, không, một, năm\n", "")
    with wave.open(str(file)) as sound:
        assert 1 < sound.getnframes() / sound.getframerate() < 5


def test_a_sound_that_cannot_be_written_is_told(tmp_path: Path, kiosk: Any) -> None:
    code, _, told = kiosk("speak", "--words", "một", "--out", tmp_path / "nowhere" / "call.wav")
    assert code == 1
    assert "cannot be written: No such file or directory" in told
