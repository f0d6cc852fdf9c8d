import json
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogs.listening.grammar import BadGrammar
from dialogs.listening.models.errors import ModelError
from dialogs.listening.recogniser import Recogniser, SpeechModel, Text
from tests.support.speech_model import silence, spoken, white_noise


@pytest.fixture(scope="module")
def model(speech_model: Path) -> SpeechModel:
    return SpeechModel(speech_model)


def heard(model: SpeechModel, pcm: bytes, *phrases: str) -> Text:
    recogniser = model.recogniser(model.grammar(phrases))
    recogniser.accept(pcm)
    return recogniser.final()


@pytest.mark.parametrize("text", ["lấy số thứ tự", "tôi muốn đăng ký khai sinh cho con", "nói chậm lại"])
def test_speech_becomes_text(model: SpeechModel, text: str) -> None:
    assert heard(model, spoken(text, snr_db=15)) == Text(text, is_sure=True)


def test_a_grammar_limits_it(model: SpeechModel) -> None:
    assert heard(model, spoken("có"), "có", "không") == Text("có", is_sure=True)


def test_what_is_not_in_the_grammar_is_not_sure_and_its_sign_is_taken_out(model: SpeechModel) -> None:
    other = heard(model, spoken("trích lục khai sinh"), "có", "không", "nhắc lại")
    assert not other.is_sure
    assert "[unk]" not in other.text


@pytest.mark.parametrize("pcm", [b"", b"\x01", silence(2), white_noise(2)])
def test_no_speech_no_text(model: SpeechModel, pcm: bytes) -> None:
    assert heard(model, pcm, "có").text == ""


def test_partial_results_grow(model: SpeechModel) -> None:
    recogniser, pcm = model.recogniser(None), spoken("tôi muốn lấy số thứ tự", snr_db=15)
    assert recogniser.partial() == ""
    recogniser.accept(pcm[: len(pcm) // 2])
    half = recogniser.partial()
    recogniser.accept(pcm[len(pcm) // 2 :])
    whole = recogniser.partial()
    assert 0 < len(half.split()) < len(whole.split()) <= 6
    assert whole.startswith("tôi muốn lấy")


def test_a_pause_longer_than_vosk_likes_splits_nothing(model: SpeechModel) -> None:
    pcm = spoken("lấy số thứ tự", tail_s=1.5) + spoken("cảm ơn", lead_s=1.5)
    recogniser = model.recogniser(None)
    for start in range(0, len(pcm), 3200):
        recogniser.accept(pcm[start : start + 3200])
    assert recogniser.final() == Text("lấy số thứ tự cảm ơn", is_sure=True)


def test_words_are_known_in_their_one_spelling(model: SpeechModel) -> None:
    assert model.knows("hủy") and model.knows("[unk]")
    assert not model.knows("huỷ") and not model.knows("Hủy") and not model.knows("")
    assert json.loads(model.grammar(["huỷ", "robot"]) or "") == ["hủy", "[unk]"]
    assert model.grammar([]) is None and model.grammar(["robot"]) is None
    with pytest.raises(BadGrammar):
        model.grammar("xin chào")


def test_a_grammar_of_thousands_of_phrases_is_taken(model: SpeechModel) -> None:
    many = [f"lấy số {first} {second}" for first in ("một", "hai", "ba") for second in ("có", "không")] * 800
    assert heard(model, spoken("lấy số thứ tự"), "thứ tự", *many).text == "lấy số thứ tự"


class Engine:
    """Vosk with strange answers."""

    def __init__(self, *answers: str) -> None:
        self._answers: Iterator[str] = iter(answers)

    def AcceptWaveform(self, pcm: bytes) -> int:
        return 1

    def Result(self) -> str:
        return next(self._answers)

    PartialResult = FinalResult = Result


def test_text_is_brought_to_one_form() -> None:
    decomposed = unicodedata.normalize("NFD", "Hộ  chiếu")
    recogniser = Recogniser(Engine(json.dumps({"text": decomposed}), '{"text": " [unk]  mới"}'))
    recogniser.accept(b"")
    assert recogniser.final() == Text("hộ chiếu mới", is_sure=False)


@pytest.mark.parametrize("answer", ["", "no json", "[]", "null", '{"text": 5}', "{}"])
def test_strange_answers_are_no_text(answer: str) -> None:
    assert Recogniser(Engine(answer)).final() == Text("", is_sure=True)
    assert Recogniser(Engine(answer)).partial() == ""


def test_a_folder_that_is_no_model_is_refused_before_vosk_sees_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        SpeechModel(tmp_path)


def test_a_path_with_spaces_and_vietnamese_letters(speech_model: Path, tmp_path: Path) -> None:
    place = tmp_path / "mô hình tiếng Việt"
    shutil.copytree(speech_model, place)
    assert heard(SpeechModel(place), spoken("có"), "có").text == "có"
