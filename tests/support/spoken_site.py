"""A site whose robot hears synthetic voices, and what a browser's microphone is to hear."""

import shutil
import wave
from pathlib import Path

import yaml

from kiosk.site.places import SHIPPED
from tests.support.speech_model import RATE_HZ, silence, spoken


def speaking_site(folder: Path, model: Path, **listening: object) -> Path:
    """A copy of the shipped configuration with the speech model for tests."""
    shutil.copytree(SHIPPED, folder)
    file = folder / "speech.yaml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    settings["listening"] |= {"test_model": "yes", "models": {"vi": str(model)}, **listening}
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return folder


def sentences_wav(file: Path, *sentences: str, before_s: float, after_s: float) -> Path:
    """Somebody says `sentences`, each with silence around it; a browser plays it again and again."""
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        for sentence in sentences:
            out.writeframes(silence(before_s) + spoken(sentence, snr_db=25) + silence(after_s))
    return file
