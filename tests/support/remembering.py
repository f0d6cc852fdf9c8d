"""Files that were read once are remembered for the tests: hundreds of them load the shipped configuration."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from dialogs.knowledge import Knowledge
from kiosk.config.problems import Problem
from kiosk.config.schema import ServicePlan
from kiosk.site import load
from kiosk.site.knowledge import phrasebook, reading
from kiosk.site.knowledge.checking import good_knowledge
from kiosk.site.knowledge.digest import version_of


@lru_cache(maxsize=4)
def _good_knowledge(folder: Path, _version: str, plan: str | None) -> tuple[Knowledge | None, list[Problem]]:
    return good_knowledge(folder, ServicePlan.model_validate_json(plan) if plan else None)


def remembered_knowledge(folder: Path, plan: ServicePlan | None) -> tuple[Knowledge | None, list[Problem]]:
    """As `good_knowledge`; files and services that were met before are not read again."""
    return _good_knowledge(folder, version_of(folder), plan and plan.model_dump_json())


@pytest.fixture(autouse=True, scope="session")
def reading_remembered() -> Iterator[None]:
    """What was read once stands as long as its bytes are the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_sheet", lru_cache(maxsize=200)(reading._sheet))
        patch.setattr(phrasebook, "template_of", lru_cache(maxsize=20_000)(phrasebook.template_of))
        patch.setattr(phrasebook, "written_out", lru_cache(maxsize=20_000)(phrasebook.written_out))
        patch.setattr(load, "good_knowledge", remembered_knowledge)
        yield
