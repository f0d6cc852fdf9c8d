"""Whatever is done to the files, loading gives a configuration or plain lines, never anything else."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.config.explain import validated
from kiosk.config.loading import parse_document, read_document
from kiosk.config.problems import ConfigErrors
from kiosk.site.load import FILES, load_config
from kiosk.site.places import SHIPPED

NAMES = sorted(FILES)
SHIPPED_TEXT = {name: (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8") for name in NAMES}
SCRAPS = [
    "",
    "[]",
    "{}",
    "a",
    "-",
    ": ",
    "'",
    '"',
    "{",
    "]",
    "\t",
    "&a",
    "*a",
    "!x",
    "|",
    ">",
    "%",
    "- ",
    "0",
    "-1",
    "nan",
    "é",
]


def spoilt(text: str, chance: random.Random) -> str:
    """`text` after a few slips of the hand."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        line = lines[at]
        place = chance.randint(0, len(line))
        lines[at] = chance.choice(
            [
                "",
                f"{line}\n{line}",
                line.replace(": ", f": {chance.choice(SCRAPS)}", 1),
                line[:place] + chance.choice(SCRAPS) + line[place:],
                " " * chance.randint(0, 5) + line.strip(),
                lines[chance.randrange(len(lines))],
                line[:place],
            ]
        )
    return "\n".join(lines)


def judge(name: str, text: str) -> None:
    """Parse and validate one file; only `ConfigErrors` may come of it, each with a place in the file."""
    file = Path(f"{name}.yaml")
    try:
        _, problems = validated(parse_document(file, text), FILES[name], SHIPPED)
    except ConfigErrors as error:
        problems = error.problems
    last = text.count("\n") + 2
    for problem in problems:
        assert 1 <= problem.line <= last
        assert problem.column >= 1
        assert problem.message
        assert "\n" not in str(problem)
        assert "expected" not in problem.message, "the parser's own words"


@pytest.mark.parametrize("name", NAMES)
def test_slips_of_the_hand_in_a_file_give_lines_with_places(name: str) -> None:
    chance = random.Random(f"slips {name}")
    for _ in range(400):
        judge(name, spoilt(SHIPPED_TEXT[name], chance))


def test_slips_anywhere_never_stop_loading_in_another_way(tmp_path: Path) -> None:
    chance = random.Random("anywhere")
    folder = tmp_path / "config"
    shutil.copytree(SHIPPED, folder)
    for _ in range(40):
        file = chance.choice(sorted(folder.rglob("*.yaml")))
        kept = file.read_text(encoding="utf-8")
        file.write_text(spoilt(kept, chance), encoding="utf-8")
        try:
            load_config(folder)
        except ConfigErrors as error:
            assert error.problems
        file.write_text(kept, encoding="utf-8")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_random_bytes_are_refused_or_read(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "site.yaml"
    file.write_bytes(content)
    try:
        validated(read_document(file), FILES["site"], tmp_path)
    except ConfigErrors as error:
        assert error.problems


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=" \n-:,[]{}'\"#&*!|>%@`ab1\t\u0110", max_size=60), name=st.sampled_from(NAMES))
def test_random_yaml_signs_are_refused_or_read(text: str, name: str) -> None:
    judge(name, text)
