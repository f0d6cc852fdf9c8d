"""Every driver says for each of the twelve rules where it is met, or why it does not apply."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
RULES = {
    "unique_id",
    "probe_before_setup",
    "unavailable_is_shown",
    "log_once",
    "commands_serialised",
    "errors_translated",
    "diagnostics_redacted",
    "repair_only_when_a_person_can_act",
    "releases_the_port",
    "discovery",
    "documented",
    "coverage_and_types",
}
FILES = sorted((ROOT / "drivers").rglob("quality.yaml"))


def test_every_driver_has_a_quality_file():
    drivers = {path.parent for path in (ROOT / "drivers").rglob("driver.py")}
    assert {path.parent for path in FILES} == drivers != set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_rule_is_met_where_it_says_or_exempt_with_a_reason(path):
    rules = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(rules) == RULES
    for name, verdict in rules.items():
        ((kind, text),) = verdict.items()
        assert kind in ("done", "exempt"), name
        assert (ROOT / text).exists() if kind == "done" else len(text) > 10, name
