"""The words the robot says for a text: numbers, days, money and short words as they are spoken, or heard.

For example:
  kiosk speak --words "Mời số A015 đến quầy 3."
  kiosk speak --words "Lệ phí 150.000đ" --dialect south
  kiosk speak --words "open 8:30-11:30" --lang en
  kiosk speak --words "Mời số A015 đến quầy 3." --out call.wav
  kiosk speak --batch texts.jsonl > words.jsonl

A batch has one JSON object a line, {"id": …, "text": "…"}, with "lang" if it is not that of --lang; each
gives one line {"id": …, "words": "…"}. A line that cannot be read is told on stderr: `file:line: error: …`.
How a site says its own short words: dialogs/<language>/reading.yaml.

Exit codes: 0 done, 1 the configuration has errors, 2 wrong use or a line that could not be read.
"""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

from dialogs.interfaces import SpeechFailed, Voice
from dialogs.reading import Reading, words_of
from dialogs.reading.tongues import DIALECTS
from dialogs.speaking.speaker import Speaker
from dialogs.speaking.wav import write_wav
from kiosk.cli.batch import as_line, numbered_lines, object_in, text_of
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_config
from kiosk.config.base import LANGUAGES
from kiosk.config.problems import listed
from kiosk.config.speech_schema import Speaking
from kiosk.site.knowledge.lexicon import load_lexicon

BAD_LINE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The text or the batch, and how it is said."""
    parser.add_argument("--words", nargs="?", metavar="TEXT", help="write the words of TEXT")
    parser.add_argument(
        "--batch", type=Path, metavar="FILE", help="texts, one JSON object a line; - for stdin"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="vi", help="language (default: %(default)s)")
    parser.add_argument(
        "--dialect", choices=tuple(DIALECTS), default="north", help="of Vietnamese (default: %(default)s)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE.wav", help="write the sound of the words as well")
    add_config(parser)
    parser.set_defaults(wrong_use=parser.error)


def main(options: argparse.Namespace) -> int:
    """Write the words of one text, or of each of a batch."""
    readings = _Readings(options.config, options.dialect)
    if options.batch is not None:
        return _batch(readings, options.batch, options.lang)
    if options.words is None:
        options.wrong_use("name a text with --words or a file with --batch")
    words = words_of(options.words, readings[options.lang])
    print(words)
    if options.out is not None:
        dialect = options.dialect if options.lang == "vi" else ""
        _write(options.out, asyncio.run(_spoken(words, Voice(options.lang, dialect, Speaking().rate))))
    return 0


async def _spoken(words: str, voice: Voice) -> bytes:
    """`words` as a WAV file. Raises `Failure`."""
    speaker = Speaker()
    running = asyncio.create_task(speaker.run())
    await asyncio.sleep(0)  # from now on it waits for its engine
    try:
        return write_wav(await speaker.speech(words, voice))
    except SpeechFailed as error:
        raise Failure(f"it cannot be spoken: {error}") from error
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def _write(file: Path, sound: bytes) -> None:
    try:
        file.write_bytes(sound)
    except OSError as error:
        raise Failure(f"{file} cannot be written: {error.strerror}") from error


class _Readings(dict[str, Reading]):
    """The reading of each language, made when it is first asked for. Raises `ConfigErrors`."""

    def __init__(self, folder: Path, dialect: str) -> None:
        super().__init__()
        self._folder = folder
        self._dialect = dialect

    def __missing__(self, language: str) -> Reading:
        self[language] = Reading(language, self._dialect, load_lexicon(self._folder, language))
        return self[language]


def _batch(readings: _Readings, file: Path, language: str) -> int:
    """Write one line for each of `file`; `BAD_LINE` if one could not be read."""
    code = 0
    for number, line in numbered_lines(file):
        try:
            print(as_line(_answer(readings, object_in(line), language)))
        except Failure as error:
            print(f"{file}:{number}: error: {error}", file=sys.stderr)
            code = BAD_LINE
    return code


def _answer(readings: _Readings, entry: dict[str, Any], language: str) -> dict[str, Any]:
    """The words of one entry. Raises `Failure` with what is wrong."""
    text, lang = text_of(entry), entry.get("lang", language)
    if lang not in LANGUAGES:
        raise Failure(f"`lang` must be one of {listed(LANGUAGES)}")
    return {"id": entry["id"], "words": words_of(text, readings[lang])}
