"""Prompts spoken by a person: config/dialogs/<lang>/audio/<response>.wav is used instead of synthesis.

Responsible for: reading a folder of them and saying what is wrong with each file.
Not responsible for: when they are used, and how problems are shown (`kiosk check`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import inf
from pathlib import Path

from dialogs.interfaces import Speech
from dialogs.speaking.wav_reading import LONGEST_S, BadWav, read_wav
from dialogs.speaking.waves import peak, rms_dbfs

ENDING = ".wav"
OTHER_SOUNDS = frozenset({".mp3", ".ogg", ".opus", ".m4a", ".aac", ".flac", ".wma", ".aif", ".aiff"})
MOST_FILE_BYTES = LONGEST_S * 48000 * 2 * 3 + (
    1 << 20
)  # the largest that can be right, with its descriptions
MOST_BYTES = 64 << 20  # of sound in one folder, in memory: 24 minutes at 22,050 Hz
SILENT_DBFS = -50.0
CLIPPING_PEAK = 0.999


@dataclass(frozen=True, slots=True)
class RecordingProblem:
    """What is wrong with a file and what would be right; a warning leaves the recording in use."""

    file: Path
    message: str
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Recordings:
    """The recordings of one language by response, and what is wrong with the others."""

    speeches: Mapping[str, Speech]
    problems: tuple[RecordingProblem, ...]


def load_recordings(folder: Path, responses: Mapping[str, str]) -> Recordings:
    """All recordings of `folder`; `responses` are the keys with their texts. No folder is no recordings."""
    speeches: dict[str, Speech] = {}
    problems: list[RecordingProblem] = []
    left_bytes = MOST_BYTES
    for file in _files(folder):
        try:
            key = _key(file, responses)
            speech = _read(file)
            if len(speech.pcm) > left_bytes:
                raise BadWav(f"the recordings together are larger than {MOST_BYTES >> 20} MB; shorten some")
        except BadWav as error:
            problems.append(RecordingProblem(file, str(error)))
            continue
        left_bytes -= len(speech.pcm)
        speeches[key] = speech
        problems += [RecordingProblem(file, doubt, is_warning=True) for doubt in _doubts(speech)]
    return Recordings(speeches, tuple(problems))


def _files(folder: Path) -> list[Path]:
    """The sounds of a folder in order; hidden files and notes beside them are nobody's business."""
    if not folder.is_dir():
        return []
    sounds = OTHER_SOUNDS | {ENDING}
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in sounds and file.name[0] != ".")


def _key(file: Path, responses: Mapping[str, str]) -> str:
    """The response that a file speaks. Raises `BadWav`."""
    if file.suffix != ENDING:
        raise BadWav(f"`{file.suffix}` is not used; save it as `{file.stem}{ENDING}`")
    text = responses.get(file.stem)
    if text is None:
        near = get_close_matches(file.stem, responses, 1)
        hint = f"did you mean `{near[0]}{ENDING}`?" if near else "name it after a key of the responses"
        raise BadWav(f"there is no response `{file.stem}`; {hint}")
    if "{" in text:
        raise BadWav(
            f"the text of `{file.stem}` has a part in {{}} that changes; such a response cannot be recorded"
        )
    return file.stem


def _read(file: Path) -> Speech:
    """The sound of a file. Raises `BadWav`."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_FILE_BYTES + 1)
    except OSError as error:
        raise BadWav(f"cannot be read: {error.strerror or error}") from error
    if len(data) > MOST_FILE_BYTES:
        raise BadWav(f"larger than {MOST_FILE_BYTES >> 20} MB; at most {LONGEST_S} s, cut it")
    return read_wav(data)


def _doubts(speech: Speech) -> Iterator[str]:
    level_dbfs = rms_dbfs(speech)
    if level_dbfs < SILENT_DBFS:
        level = f"hardly to be heard ({level_dbfs:.0f} dB of full scale)" if level_dbfs > -inf else "silent"
        yield f"{level}; record it again, nearer to the microphone"
    if peak(speech) >= CLIPPING_PEAK:
        yield "too loud, it is distorted; record it again with less gain"
