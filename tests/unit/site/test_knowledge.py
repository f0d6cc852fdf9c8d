"""The knowledge of a folder: everything of its files, or every problem with its place."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dialogs.material import NearGroup
from dialogs.procedures import Fact, Source
from kiosk.config.problems import ConfigErrors
from kiosk.site.knowledge import load_knowledge
from kiosk.site.knowledge.checking import good_knowledge

BOOK = Path(__file__).with_name("problems.txt")
VI = "dialogs/vi/sentences/procedures/civil_status.yaml"
EXAMPLES = "dialogs/vi/tests/civil_status.yaml"
FIELD = "procedures/civil_status.yaml"


def test_a_procedure_has_everything_of_its_entry(small: Any) -> None:
    birth = load_knowledge(small.folder).book.procedures["birth"]
    assert birth.name == {"vi": "Đăng ký khai sinh", "en": "Birth registration"}
    assert (birth.field, birth.service, birth.confidence) == ("civil_status", "civil_status", "high")
    assert birth.fee == (
        Fact({"vi": "8.000đ/bản", "en": "8.000đ per copy"}),
        Fact({"vi": "miễn phí", "en": "free"}, date(2026, 8, 15), date(2027, 2, 28)),
    )
    assert birth.rules[0].valid_from == date(2026, 1, 1)
    assert birth.sources == (Source("A", {"vi": "Sổ", "en": "Book"}, date(2026, 10, 8)),)
    assert (birth.checked_on, birth.online, birth.legal_basis) == (date(2026, 10, 8), None, ("TT 1/2022",))


def test_an_entry_may_have_a_service_of_its_own(small: Any) -> None:
    book = load_knowledge(small.folder).book
    assert book.procedures["again"].service == "other"
    assert [procedure.id for procedure in book.of_field("civil_status")] == ["birth", "again"]


def test_the_material_has_the_official_name_first_and_every_phrase(small: Any) -> None:
    material = load_knowledge(small.folder).materials["vi"]
    assert material.procedures["birth"] == (
        "Đăng ký khai sinh",
        "[tôi] (muốn|cần) khai sinh cho con",
        "vợ tôi mới sinh",
    )
    assert material.near == (NearGroup(("birth", "again"), ("làm giấy khai sinh",)),)
    assert len(material.commands) == 21
    assert material.out_of_scope and material.slots["service"] and material.manners.same


def test_signs_of_the_notation_in_a_name_are_only_words(small: Any) -> None:
    small.change(FIELD, "{vi: Đăng ký lại khai sinh,", '{vi: "Đăng ký lại (nếu mất) <khai sinh>",')
    material = load_knowledge(small.folder).materials["vi"]
    assert material.procedures["again"][0] == "Đăng ký lại nếu mất khai sinh"


def test_the_near_question_and_the_examples_are_there(small: Any) -> None:
    knowledge = load_knowledge(small.folder)
    assert knowledge.book.near[0].question["en"] == "First time or again?"
    assert knowledge.examples["vi"][0].say == "dạ vợ tôi mới sinh ạ"
    assert knowledge.understanding["vi"].understand("vợ tôi mới sinh").id == "birth"


def test_the_version_changes_with_any_file(small: Any) -> None:
    before = load_knowledge(small.folder).version
    assert load_knowledge(small.folder).version == before
    small.change(VI, "vợ tôi mới sinh", "vợ em mới sinh")
    assert load_knowledge(small.folder).version != before


def test_one_language_alone_is_read_where_that_is_wanted(small: Any) -> None:
    small.write("dialogs/en/sentences/commands.yaml", "a: [\n")
    assert list(load_knowledge(small.folder, ("vi",)).materials) == ["vi"]
    with pytest.raises(ConfigErrors):
        load_knowledge(small.folder)


def test_files_found_good_are_not_read_again(small: Any) -> None:
    shipped_plan: Any = type("Plan", (), {"services": [], "counters": [], "model_dump_json": lambda _: ""})()
    small.change(FIELD, "service: civil_status", "service: other")
    knowledge, problems = good_knowledge(small.folder, None)
    assert knowledge and not problems
    again, _ = good_knowledge(small.folder, None)
    assert again is not None and again.version == knowledge.version
    _, without_services = good_knowledge(small.folder, shipped_plan)
    assert {problem.code for problem in without_services} == {"unknown-id"}


def rules() -> Iterator[Any]:
    """File, old text, new text and the line told, from the book of problems."""
    for block in BOOK.read_text(encoding="utf-8").split("\n\n")[1:]:
        name, *rest = block.strip("\n").split("\n")
        old, new, line = (text[2:] for text in rest)
        yield pytest.param(name, old, new, line, id=line.partition(" error ")[2][:50])


@pytest.mark.parametrize(("name", "old", "new", "line"), list(rules()))
def test_a_mistake_is_one_line(small: Any, name: str, old: str, new: str, line: str) -> None:
    small.change(name, old, new)
    assert line in small.lines()


def test_a_procedure_without_phrases_is_missed_in_its_file(small: Any) -> None:
    small.write(VI, "birth: [vợ tôi mới sinh]\n")
    assert small.lines() == [
        f"{VI}:1:1: error missing-phrases: no phrases for the procedure `again` "
        '(add a line like `"again": ["…"]`)'
    ]


def test_a_command_without_phrases_is_missed(small: Any) -> None:
    small.write("dialogs/en/sentences/topics.yaml", "fee: [how much]\n")
    (line,) = small.lines()
    assert line.startswith(
        "dialogs/en/sentences/topics.yaml:1:1: error missing-phrases: no phrases for `over"
    )


@pytest.mark.parametrize("name", [VI, EXAMPLES, FIELD, "dialogs/en/sentences/manners.yaml"])
def test_an_empty_file_is_told(small: Any, name: str) -> None:
    small.write(name, "# later\n")
    assert f"{name}:1:1: error empty-file: the file is empty or has only comments" in small.lines()[0]


@pytest.mark.parametrize("name", ["procedures/sources.yaml", "dialogs/vi/sentences/manners.yaml"])
def test_a_missing_file_is_told(small: Any, name: str) -> None:
    (small.folder / name).unlink()
    assert small.lines()[0].startswith(f"{name}:1:1: error missing-file: the file is missing (`kiosk init")


def test_a_folder_without_files_is_told(small: Any) -> None:
    (small.folder / EXAMPLES).unlink()
    (line,) = small.lines()
    assert line.startswith("dialogs/vi/tests:1:1: error missing-file: there is no YAML file in this folder")
