"""JSON Schemas of the configuration's files, for editors; made from the models that check them."""

import json
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import BaseModel, Field, RootModel

from dialogs.understood import TOPICS
from kiosk.config.dialog_schema import Examples, MannersFile, OutOfScope, PhraseFile, ReadingFile, SlotWords
from kiosk.config.hall_schema import MapFile
from kiosk.config.procedure_schema import ProceduresFile, Sources
from kiosk.site.flows.schema import CommandsFile, FlowFile
from kiosk.site.load import FILES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".schema"  # in the configuration folder


class ResponsesFile(RootModel[dict[str, Annotated[str, Field(min_length=1)]]]):
    """What the robot says: one `key: text` a line, with slots like {number}."""


KINDS: dict[str, type[BaseModel]] = {
    **FILES,
    "map": MapFile,
    "sources": Sources,
    "procedures": ProceduresFile,
    "phrases": PhraseFile,
    "topics": PhraseFile,
    "out_of_scope": OutOfScope,
    "manners": MannersFile,
    "slots": SlotWords,
    "reading": ReadingFile,
    "examples": Examples,
    "responses": ResponsesFile,
    "flow": FlowFile,
    "commands": CommandsFile,
}


def kind_of(path: PurePosixPath) -> str:
    """The kind of the file at `path` in a configuration folder."""
    parts, name = path.parts, path.stem
    if parts[0] == "hall":
        return "map"
    if parts[0] == "procedures":
        return "sources" if name == "sources" else "procedures"
    if "flows" in parts:
        return "commands" if name == "commands" else "flow"
    if "tests" in parts:
        return "examples"
    if "responses" in parts:
        return "responses"
    if "sentences" in parts:
        return "phrases" if name == "commands" or "procedures" in parts else name
    return name


def modeline(path: PurePosixPath) -> str:
    """The first line of the file at `path`: it tells editors the schema."""
    up = "../" * (len(path.parts) - 1)
    return f"# yaml-language-server: $schema={up or './'}{FOLDER}/{kind_of(path)}.json"


def schema_of(kind: str) -> dict[str, Any]:
    """The schema of one kind of file."""
    schema = KINDS[kind].model_json_schema()
    if kind == "topics":
        schema["propertyNames"] = {"enum": list(TOPICS)}
    return {"$schema": DIALECT, **_for_people(schema)}


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema to `folder` and tell the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for kind in KINDS:
        files.append(folder / f"{kind}.json")
        files[-1].write_text(as_json(kind), encoding="utf-8")
    return files


def as_json(kind: str) -> str:
    """The schema of `kind` as it stands in its file."""
    return json.dumps(schema_of(kind), indent=1, ensure_ascii=False) + "\n"


def _is_noise(key: str, value: object) -> bool:
    """Whether the entry helps nobody who edits a file (a field may be called `title`; it has a dict)."""
    return key in ("format", "default") or (key == "title" and isinstance(value, str))


def _for_people(node: Any) -> Any:
    """`node` with scalars as people write them: every scalar of a file is text until its key reads it."""
    if isinstance(node, list):
        return [_for_people(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    made = {key: _for_people(value) for key, value in node.items() if not _is_noise(key, value)}
    match node.get("type"):
        case "boolean":
            return {**made, "type": ["boolean", "string"], "enum": [True, False, "yes", "no"]}
        case "string" if "enum" not in node and "const" not in node:
            return {**made, "type": ["string", "number", "boolean"]}
        case _:
            return made
