"""Real espeak-ng and real Vosk: citizens are understood, and what the robot says is recognised back."""

import io
import json
import tarfile
import time
import wave
from pathlib import Path

import pytest
import serial
import vosk

from simulator.sound.resample import resampled
from simulator.sound.samples import pcm_of, samples_of
from simulator.speech.saying import Saying
from simulator.speech.voice import spoken_at_once

MODEL = Path(__file__).parents[2] / "speech_model" / "hall-vi-espeak.tar.gz"
TEXT = "tôi muốn lấy số chứng thực"
RATE_HZ, SPOKEN_HZ = 16_000, 22_050


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> vosk.Model:
    folder = tmp_path_factory.mktemp("model")
    with tarfile.open(MODEL) as archive:
        archive.extractall(folder, filter="data")
    vosk.SetLogLevel(-1)
    return vosk.Model(model_path=str(folder / MODEL.name.removesuffix(".tar.gz")))


def recognised(model: vosk.Model, pcm: bytes) -> str:
    """What Vosk makes of it, told a few phrases that may come."""
    grammar = json.dumps([TEXT, "nhắc lại", "cảm ơn", "[unk]"], ensure_ascii=False)
    recogniser = vosk.KaldiRecognizer(model, RATE_HZ, grammar)
    texts = []
    for at in range(0, len(pcm), 3200):
        if recogniser.AcceptWaveform(pcm[at : at + 3200]):
            texts.append(json.loads(recogniser.Result())["text"])
    texts.append(json.loads(recogniser.FinalResult())["text"])
    return " ".join(text for text in texts if text)


def test_a_citizen_is_understood_at_the_microphones_wire(simulator, model):
    running = simulator()
    with serial.Serial(str(running.data / "wires" / "robot" / "microphone"), timeout=5) as port:
        port.read(640)
        spoken = running.say(text=TEXT, voice="vi-south+f3", snr_db=20, noise="pink")
        heard = port.read(int((spoken["ends"] - spoken["began"] + 1.0) * RATE_HZ) * 2)
    assert TEXT in recognised(model, heard)


def test_what_the_robot_says_is_recognised_back(simulator, model, eventually):
    running = simulator()
    robot = resampled(samples_of(spoken_at_once(Saying(TEXT, "vi+m2"))), RATE_HZ, SPOKEN_HZ)
    pcm, sent = pcm_of(robot), 0
    with serial.Serial(str(running.data / "wires" / "robot" / "loudspeaker"), timeout=5) as port:
        began = time.monotonic()
        while sent < len(pcm):
            sent += port.write(pcm[sent : int((time.monotonic() - began + 0.08) * SPOKEN_HZ) * 2])
            time.sleep(0.02)
        eventually(running.heard)
    (said,) = running.heard()
    with wave.open(io.BytesIO(running.get(said["wav"]))) as file:
        assert file.getframerate() == SPOKEN_HZ
        kept = resampled(samples_of(file.readframes(file.getnframes())), SPOKEN_HZ, RATE_HZ)
    assert recognised(model, pcm_of(kept) + bytes(RATE_HZ)) == TEXT


def test_no_process_of_espeak_is_left_behind(simulator, eventually):
    running = simulator()
    running.say(text="xin chào")
    (child,) = speakers_of(running.process.pid)
    assert running.stop() == 0
    eventually(lambda: not Path(f"/proc/{child}").exists())


def test_a_scenario_with_a_citizen_speaks_by_itself(simulator, tmp_path, eventually):
    story = tmp_path / "story.yaml"
    story.write_text(
        "title: {vi: a, en: a}\nabout: {vi: a, en: a}\nsteps:\n"
        "  - say: {text: xin chào, speed: 250}\n"
        "  - {at: 0, do: open_cover}\n"
    )
    running = simulator("--scenario", str(story))
    eventually(lambda: running.state()["cover"] == "open")
    texts = [line["text"] for line in running.trace()]
    assert texts[:2] == ["microphone: citizen began (xin chào)", "microphone: citizen finished"]


def speakers_of(pid: int) -> list[str]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [child for child in children if b"simulator.speech" in Path(f"/proc/{child}/cmdline").read_bytes()]
