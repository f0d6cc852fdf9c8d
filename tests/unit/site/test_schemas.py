"""Editors are told the same as `kiosk check`: schemas of the models, and a first line that names them."""

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema_rs
import pytest
import yaml

from kiosk.site.places import SHIPPED
from kiosk.site.schemas import FOLDER, KINDS, as_json, kind_of, modeline, schema_of, write_schemas

FILES = sorted(SHIPPED.rglob("*.yaml"))


class _EditorLoader(yaml.SafeLoader):
    """Reads YAML 1.2 as the editors' language server does: few words are anything but text."""


_EditorLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false|True|False", "tfTF"),
    ("int", r"-?\d+", "-0123456789"),
    ("float", r"-?\d+\.\d+", "-0123456789"),
    ("null", r"null|~|", ["n", "~", ""]),
):
    _EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )


def as_an_editor_reads(text: str) -> Any:
    return yaml.load(text, Loader=_EditorLoader)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SHIPPED)))
def test_the_first_line_of_a_shipped_file_names_its_schema(file: Path) -> None:
    path = PurePosixPath(file.relative_to(SHIPPED))
    first = file.read_text(encoding="utf-8").split("\n")[0]
    assert first == modeline(path)
    assert (file.parent / first.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SHIPPED)))
def test_an_editor_finds_nothing_wrong_in_a_shipped_file(file: Path) -> None:
    kind = kind_of(PurePosixPath(file.relative_to(SHIPPED)))
    validator = jsonschema_rs.Draft202012Validator(schema_of(kind))
    wrong = validator.iter_errors(as_an_editor_reads(file.read_text(encoding="utf-8")))
    assert [f"{list(error.instance_path)}: {error.message}" for error in wrong] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("desk", "digits: 9"),
        ("desk", "digts: 3"),
        ("hours", "training: perhaps"),
        ("procedures", "field: x\nname: {vi: a}\nservice: y\nprocedures: []"),
        ("phrases", "take_number: xin số"),
        ("topics", 'feee: ["bao nhiêu"]'),
        ("examples", "- say: a\n  expect: {comand: b}"),
        ("responses", "back: [a]"),
        ("sources", "A: {adress: b}"),
        ("flow", "flow: a\nstpes: {}"),
    ],
)
def test_an_editor_underlines_a_mistake(kind: str, text: str) -> None:
    validator = jsonschema_rs.Draft202012Validator(schema_of(kind))
    assert not validator.is_valid(as_an_editor_reads(text))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_shipped_schema_is_what_the_models_say_now(kind: str) -> None:
    file = SHIPPED / FOLDER / f"{kind}.json"
    assert file.read_text(encoding="utf-8") == as_json(kind), "kiosk schema --write config/.schema"


def test_no_other_schema_is_shipped() -> None:
    assert {file.stem for file in (SHIPPED / FOLDER).iterdir()} == set(KINDS)


def test_schemas_are_written_one_file_a_kind(tmp_path: Path) -> None:
    files = write_schemas(tmp_path / "new")
    assert {file.stem for file in files} == set(KINDS)
    assert all(json.loads(file.read_text(encoding="utf-8"))["$schema"] for file in files)
