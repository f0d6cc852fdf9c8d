"""Every test: what is computed two at a time, what needs the machine for itself alone.

Real daemons, browsers and terminals stand behind the second kind, and a machine that is busy with others can
starve one: at most `MOST` that fail are run once more. They are named at the end and are to be mended: a test
that needs its second chance is a bug.
"""

import json
import subprocess
import sys
from pathlib import Path

TOGETHER = ("tests/unit", "tests/golden", "tests/understanding", "--numprocesses", "2", "--dist", "loadfile")
ALONE = ("tests/rehearsal", "tests/integration", "tests/browser", "tests/hardware")
MOST = 8
PASSED, FAILED = 0, 1  # pytest's exit codes
CACHE = Path(".pytest_cache/v/cache/lastfailed")
PYTEST = (sys.executable, "-m", "pytest")


def main() -> int:
    """The exit code of pytest; the second part runs whatever became of the first."""
    CACHE.unlink(missing_ok=True)
    statuses = {_pytest(*TOGETHER), _pytest(*ALONE)}
    failed = list(json.loads(CACHE.read_text(encoding="utf-8"))) if CACHE.exists() else []
    again = statuses <= {PASSED, FAILED} and 0 < len(failed) <= MOST and all("::" in test for test in failed)
    if not again:
        return max(statuses)
    names = "\n".join(failed)
    print(f"once more:\n{names}", flush=True)
    status = _pytest(*failed)
    if status == PASSED:
        print(f"passed only the second time, to be mended:\n{names}", flush=True)
    return status


def _pytest(*arguments: str) -> int:
    return subprocess.run([*PYTEST, *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
