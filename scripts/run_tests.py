"""Every test, two at a time, and a second chance for the starved.

Real daemons, browsers and terminals stand behind many tests, and a machine that is busy with others can
starve one: at most `MOST` that fail are run once more, alone. They are named at the end and are to be mended:
a test that needs its second chance is a bug.
"""

import json
import subprocess
import sys
from pathlib import Path

MOST = 5
FAILED = 1  # pytest's exit code: tests were run and some failed
CACHE = Path(".pytest_cache/v/cache/lastfailed")
PYTEST = (sys.executable, "-m", "pytest")


def main() -> int:
    """The exit code of pytest."""
    CACHE.unlink(missing_ok=True)
    status = _pytest("--numprocesses", "2", "--dist", "loadfile", *sys.argv[1:])
    failed = (
        list(json.loads(CACHE.read_text(encoding="utf-8"))) if status == FAILED and CACHE.exists() else []
    )
    if not 0 < len(failed) <= MOST or not all("::" in test for test in failed):
        return status
    names = "\n".join(failed)
    print(f"once more, alone:\n{names}", flush=True)
    status = _pytest(*failed)
    if not status:
        print(f"passed only the second time, to be mended:\n{names}", flush=True)
    return status


def _pytest(*arguments: str) -> int:
    return subprocess.run([*PYTEST, *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
