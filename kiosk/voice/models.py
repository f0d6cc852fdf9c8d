"""The speech models in use: those of the configuration, and those that were installed."""

import logging
from collections.abc import Mapping
from pathlib import Path

from dialogs.listening.models.finding import Found, found_models
from kiosk.config.speech_schema import Listening

log = logging.getLogger(__name__)


def found_of(settings: Listening, data: Path) -> Found:
    """The whole models by language, and what is wrong with others."""
    named: dict[str, Path] = {language: Path(folder) for language, folder in settings.models.items()}
    return found_models(data, named, allow_test=settings.test_model)


def models_of(settings: Listening, data: Path) -> Mapping[str, Path]:
    """Language → folder."""
    return found_of(settings, data).folders


def tell_problems(found: Found) -> None:
    """Log what is wrong with a model; its language goes by touch."""
    for language, problem in found.problems.items():
        log.warning("speech model not used language=%s: %s", language, problem)
