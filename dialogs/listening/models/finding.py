"""The models a robot hears with: named in its configuration, or installed in its data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dialogs.listening.models.errors import ModelError
from dialogs.listening.models.installing import refuse_test_model
from dialogs.listening.models.layout import ModelFolder, inspected
from dialogs.listening.models.record import read_records


@dataclass(slots=True)
class Found:
    """The whole models by language, and what is wrong with the others, a line each."""

    models: dict[str, ModelFolder] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def folders(self) -> dict[str, Path]:
        """Language → folder, as the listener takes them."""
        return {language: model.path for language, model in self.models.items()}


def found_models(data: Path, named: Mapping[str, Path], *, allow_test: bool = False) -> Found:
    """The model of each language: the one `named`, otherwise the installed one."""
    found = Found()
    places = dict(named)
    for record in read_records(data):
        if isinstance(record, ModelError):
            found.problems["record"] = str(record)
        else:
            places.setdefault(record.language, record.path(data))
    for language, folder in places.items():
        try:
            model = inspected(folder)
            refuse_test_model(model, allow_test)
        except ModelError as error:
            found.problems[language] = str(error)
        else:
            found.models[language] = model
    return found
