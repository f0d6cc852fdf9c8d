"""OpenCV, imported where a camera is first opened: 70 MB that a robot without one does not need."""

import os
from functools import cache
from types import ModuleType

from drivers.camera.opencv.errors import CameraError, Cause

_QUIET = {"OPENCV_FFMPEG_LOGLEVEL": "-8"}  # what FFmpeg finds odd in a stream is told as our own errors


@cache
def load() -> ModuleType:
    """The library, silent and in no threads of its own. Raises `CameraError`."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import cv2
    except ImportError as error:
        raise CameraError(Cause.NO_LIBRARY, f"OpenCV cannot be loaded: {error}") from error
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    cv2.setNumThreads(1)
    return cv2
