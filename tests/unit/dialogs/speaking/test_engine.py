"""Going round the defects of pyttsx3, with a stand-in that has them."""

import sys
import types
import wave
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from dialogs.interfaces import Speech
from dialogs.speaking import engine as engine_module
from dialogs.speaking.engine import TRIES, Engine, NotSpoken
from dialogs.speaking.library import Library

PCM = b"\x01\x02" * 1000


class FakePyttsx3:
    """Engine and espeak in one. What is set while espeak is busy is lost, a run begun then cancels itself."""

    def __init__(self) -> None:
        self.busy = 0
        self.set: dict[str, object] = {}
        self.runs: list[tuple[str, dict[str, object]]] = []
        self.outcomes: list[
            str
        ] = []  # of the runs to come, once the engine is up: "cancelled", "silent", "no file"
        self._finished: Callable[..., None] = lambda **_: None
        self._job = ("", "")

    def init(self, driver: str) -> "FakePyttsx3":
        assert driver == "espeak"
        return self

    def connect(self, topic: str, listener: Callable[..., None]) -> None:
        assert topic == "finished-utterance"
        self._finished = listener

    def getProperty(self, name: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(id="aav/vi"), SimpleNamespace(id="gmw/en")]

    def setProperty(self, name: str, value: object) -> None:
        self.set[name] = value
        self.busy = 3

    def save_to_file(self, words: str, path: str) -> None:
        self._job = words, path

    def runAndWait(self) -> None:
        words, path = self._job
        outcome = self.outcomes.pop(0) if self.outcomes else "spoken"
        self.runs.append((words, dict(self.set)))
        if self.busy or outcome == "cancelled":
            self._finished(name=None, completed=False)
        elif outcome != "silent":
            if outcome == "spoken":
                self._write(path)
            self._finished(name=None, completed=True)
        self.busy = 2

    def _write(self, path: str) -> None:
        with wave.open(path, "wb") as file:
            file.setparams((1, 2, 22050, 0, "NONE", ""))
            file.writeframes(PCM)

    def espeak_IsPlaying(self) -> int:
        self.busy = max(0, self.busy - 1)
        return self.busy

    def espeak_GetParameter(self, parameter: int, is_current: int) -> object:
        assert is_current == 1
        return {1: self.set.get("rate", 0), 2: round(100 * self.set.get("volume", 1.0))}[parameter]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakePyttsx3:
    fake = FakePyttsx3()
    module = types.ModuleType("pyttsx3")
    module.init = fake.init  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyttsx3", module)
    monkeypatch.setattr(engine_module, "FILE_LIMIT_S", 0.05)
    return fake


@pytest.fixture
def engine(fake: FakePyttsx3) -> Engine:
    engine = Engine(Library(fake, "stub"))  # type: ignore[arg-type]
    assert [words for words, _ in fake.runs] == ["một"], "no warm-up"
    fake.runs.clear()
    return engine


def test_a_sentence_is_spoken_with_what_was_set_for_it(fake: FakePyttsx3, engine: Engine) -> None:
    assert engine.speak("Xin chào.", "aav/vi", 150) == Speech(22050, PCM)
    assert engine.speak("Hello.", "gmw/en", 180) == Speech(22050, PCM)
    assert [(words, said["voice"], said["rate"], said["volume"]) for words, said in fake.runs] == [
        ("Xin chào.", "aav/vi", 150, engine_module.VOLUME),
        ("Hello.", "gmw/en", 180, engine_module.VOLUME),
    ]


def test_a_run_that_cancels_itself_is_begun_again(fake: FakePyttsx3, engine: Engine) -> None:
    fake.outcomes = ["cancelled", "silent"]
    assert engine.speak("Xin chào.", "aav/vi", 150).pcm == PCM
    assert len(fake.runs) == 3


@pytest.mark.parametrize("outcome", ["cancelled", "silent"])
def test_trying_is_bounded(fake: FakePyttsx3, engine: Engine, outcome: str) -> None:
    fake.outcomes = [outcome] * TRIES
    with pytest.raises(NotSpoken, match="no sound after 3 tries"):
        engine.speak("Xin chào.", "aav/vi", 150)
    assert engine.speak("Xin chào.", "aav/vi", 150).pcm == PCM


def test_a_file_that_is_not_there_is_no_sound_of_the_sentence_before(
    fake: FakePyttsx3, engine: Engine
) -> None:
    engine.speak("Xin chào.", "aav/vi", 150)
    fake.outcomes = ["no file"]
    with pytest.raises(NotSpoken, match="the file of the sound is not whole"):
        engine.speak("Xin mời.", "aav/vi", 150)


def test_a_voice_that_is_not_installed_is_never_set(fake: FakePyttsx3, engine: Engine) -> None:
    with pytest.raises(NotSpoken, match="there is no voice aav/xx"):
        engine.speak("Xin chào.", "aav/xx", 150)
    assert fake.runs == []


def test_a_rate_that_is_not_taken_is_noticed(
    fake: FakePyttsx3, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fake, "espeak_GetParameter", lambda *_: 175)
    with pytest.raises(NotSpoken, match="the rate 150 or the volume was not taken"):
        engine.speak("Xin chào.", "aav/vi", 150)


def test_an_engine_that_never_rests_is_given_up(
    fake: FakePyttsx3, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fake, "espeak_IsPlaying", lambda: 1)
    monkeypatch.setattr(engine_module, "SETTLE_ROUNDS", 5)
    with pytest.raises(NotSpoken, match="does not come to rest"):
        engine.speak("Xin chào.", "aav/vi", 150)


@pytest.mark.parametrize(("words", "spoken"), [("một\0hai\x07", "một hai"), ("  a\n\tb ", "a  b")])
def test_what_cannot_be_printed_is_a_blank(
    fake: FakePyttsx3, engine: Engine, words: str, spoken: str
) -> None:
    engine.speak(words, "aav/vi", 150)
    assert fake.runs[-1][0] == spoken
    assert engine.speak("\n \0", "aav/vi", 150).pcm == b""
    assert len(fake.runs) == 1


def test_a_volume_that_was_lost_is_set_again(engine: Engine, fake: FakePyttsx3) -> None:
    engine.speak("một", "aav/vi", 150)
    fake.set["volume"] = 1.0
    engine.speak("hai", "aav/vi", 150)
    assert fake.runs[-1][1]["volume"] == 0.7
