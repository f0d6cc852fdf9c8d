"""`python -m simulator.speech TEXT --out FILE.wav`: what a citizen would say, as a file."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from simulator.sound.noises import RATE_HZ
from simulator.sound.wav import wav_of
from simulator.speech.saying import LIMITS, NOISES, BadSaying, saying_of
from simulator.speech.voice import VoiceFailed, spoken_at_once

WITH = ("speed", "pitch", "level_db", "snr_db", "seed")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file; returns the exit code: 0 written, 1 not (the line says why)."""
    given = vars(_parser().parse_args(arguments))
    out: Path = given.pop("out")
    try:
        out.write_bytes(wav_of(spoken_at_once(saying_of(given)), RATE_HZ))
    except (BadSaying, VoiceFailed) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"error: cannot write {out} ({error.strerror})\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m simulator.speech", description=__doc__)
    parser.add_argument("text", help="what is said")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the WAV file, 16 kHz mono")
    parser.add_argument("--voice", help="vi, vi-central, vi-south, en …, with +m1 to +m8 or +f1 to +f5 (vi)")
    parser.add_argument("--noise", help=f"{', '.join(NOISES)} (white)")
    for name in WITH:
        low, high = LIMITS[name]
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="N", help=f"{low:.10g} to {high:.10g}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
