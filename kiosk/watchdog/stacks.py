"""Where threads stand: files, lines and functions; never a value, so no personal data."""

import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import PurePath
from types import FrameType


def stack_of(frame: FrameType) -> str:
    """The calls of a thread in one line, the innermost first."""
    calls = traceback.StackSummary.extract(traceback.walk_stack(frame), lookup_lines=False)
    return " < ".join(f"{call.name} {_short(call.filename)}:{call.lineno}" for call in calls)


def stacks() -> Mapping[int, str]:
    """Every thread's name and stack, by its id."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    return {
        thread_id: f"{names.get(thread_id, thread_id)}: {stack_of(frame)}"
        for thread_id, frame in sys._current_frames().items()
    }


def _short(file: str) -> str:
    return "/".join(PurePath(file).parts[-2:])
