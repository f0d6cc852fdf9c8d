"""The worker that speaks: says what it has, then makes one sentence a message.

{"id", "words", "voice", "rate"} → {"id", "rate_hz"} with the samples as blob, or {"id", "failed": why}
"""

from typing import Any

from dialogs.interfaces import Speech
from dialogs.speaking.engine import Engine, NotSpoken
from dialogs.speaking.library import NoLibrary, load_library
from dialogs.workers.child import Pipe


def main() -> None:
    """Speak until the parent is gone."""
    pipe = Pipe.take()
    try:
        library = load_library()
    except NoLibrary as error:
        pipe.write({"unfit": str(error)})
        return
    engine = Engine(library)
    pipe.write({"engine": f"espeak-ng {library.version}", "library": library.source, "voices": engine.voices})
    while (frame := pipe.read()) is not None:
        pipe.write(*_answer(engine, frame[0]))


def _answer(engine: Engine, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        speech: Speech = engine.speak(job["words"], job["voice"], job["rate"])
    except NotSpoken as error:
        return {"id": job["id"], "failed": str(error)}, b""
    return {"id": job["id"], "rate_hz": speech.rate_hz}, speech.pcm


if __name__ == "__main__":
    main()
