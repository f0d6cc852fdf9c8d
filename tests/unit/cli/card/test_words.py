"""Whatever a verdict can say has words."""

from drivers.identity_card.chip.authentication.checks import Name
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.errors import Cause
from kiosk.cli.card.words import CAUSES, CHECKS, LEVELS


def test_every_level_check_and_cause_has_words() -> None:
    assert set(LEVELS) == set(Level)
    assert set(CHECKS) == set(Name)
    assert set(CAUSES) == set(Cause)
    for words in (*LEVELS.values(), *CHECKS.values(), *CAUSES.values()):
        assert words.strip()
