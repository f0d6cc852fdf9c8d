"""Folders of models: layout, pins, records."""

import os
import shutil
from pathlib import Path

import pytest

from dialogs.listening.models.errors import ModelError
from dialogs.listening.models.finding import found_models
from dialogs.listening.models.known import KNOWN, blob_id, standing
from dialogs.listening.models.layout import inspected
from dialogs.listening.models.record import (
    Record,
    differences,
    digests,
    home_of,
    read_record,
    read_records,
    record_file,
    write_record,
)

NEW = ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/HCLr.fst", "graph/Gr.fst")
FLAT = ("final.mdl", "mfcc.conf", "HCLr.fst", "Gr.fst", "disambig_tid.int")
IVECTOR = ("splice.conf", "online_cmvn.conf", "final.mat", "global_cmvn.stats", "final.dubm", "final.ie")


def folder_of(place: Path, *names: str) -> Path:
    for name in names:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(f"content of {name}")
    return place


@pytest.fixture
def new(tmp_path: Path) -> Path:
    folder = folder_of(tmp_path / "vosk-model", *NEW, *(f"ivector/{name}" for name in IVECTOR))
    (folder / "graph/disambig_tid.int").write_text("")
    return folder


def test_both_layouts_are_models(new: Path, tmp_path: Path) -> None:
    model = inspected(new)
    assert (model.name, model.layout.name, model.takes_grammar) == ("vosk-model", "new", True)
    assert inspected(folder_of(tmp_path / "flat", *FLAT)).layout.name == "flat"


def test_a_static_graph_takes_no_grammar(new: Path) -> None:
    folder_of(new, "graph/HCLG.fst")
    (new / "graph/HCLr.fst").unlink()
    assert not inspected(new).takes_grammar


@pytest.mark.parametrize("name", [*NEW, "ivector/final.ie", "ivector/splice.conf", "graph/disambig_tid.int"])
def test_a_half_copied_model_says_what_is_missing(new: Path, name: str) -> None:
    (new / name).unlink()
    with pytest.raises(ModelError, match=f"{name} is missing"):
        inspected(new)


def test_an_empty_file_is_named(new: Path) -> None:
    (new / "graph/Gr.fst").write_bytes(b"")
    (new / "am/final.mdl").write_bytes(b"")
    with pytest.raises(ModelError, match=r"am/final.mdl is empty; graph/Gr.fst is empty; copy it again"):
        inspected(new)


def test_folders_that_are_something_else(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is no folder"):
        inspected(tmp_path / "nowhere")
    with pytest.raises(ModelError, match="is empty"):
        inspected(tmp_path)
    with pytest.raises(ModelError, match="holds no Vosk model"):
        inspected(folder_of(tmp_path / "photos", "holiday.jpg"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(new: Path) -> None:
    (new / "graph/Gr.fst").chmod(0)
    with pytest.raises(ModelError, match=r"Gr.fst cannot be read"):
        inspected(new)


def test_trouble_with_the_disk_is_told_as_it_is(new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error", "Gr.fst")

    monkeypatch.setattr(Path, "open", broken)
    with pytest.raises(ModelError, match=r"Gr.fst cannot be read: Input/output error"):
        inspected(new)


def test_a_model_for_tests_says_so(new: Path, speech_model: Path) -> None:
    assert inspected(speech_model).is_test
    assert not inspected(new).is_test
    (new / "README").write_text("A model. TEST ONLY is not how it begins.")
    assert not inspected(new).is_test


def test_the_blob_id_is_gits(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"hello\n")
    (tmp_path / "b").write_bytes(b"")
    assert blob_id(tmp_path / "a") == "ce013625030ba8dba906f756967f9e9ca394464a"
    assert blob_id(tmp_path / "b") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"


def test_a_known_model_an_edited_one_and_another(new: Path, tmp_path: Path) -> None:
    pinned = ("am/final.mdl", "graph/Gr.fst", "ivector/final.ie", "conf/model.conf")
    known = {"small-vn": {name: blob_id(new / name) for name in pinned}}
    assert standing(new, known) == "known: small-vn"
    (new / "conf/model.conf").write_text("--endpoint.rule2.min-trailing-silence=0.7")
    assert standing(new, known) == "changed: small-vn, its conf/model.conf"
    (new / "am/final.mdl").write_text("other")
    assert standing(new, known).startswith("unknown: ")
    assert standing(new).startswith("unknown: ")


def test_the_same_files_in_the_flat_layout_are_the_same_model(new: Path, tmp_path: Path) -> None:
    known = {
        "small-vn": {
            name: blob_id(new / name) for name in ("am/final.mdl", "graph/Gr.fst", "conf/model.conf")
        }
    }
    flat = folder_of(tmp_path / "flat", *FLAT)
    shutil.copy(new / "am/final.mdl", flat / "final.mdl")
    shutil.copy(new / "graph/Gr.fst", flat / "Gr.fst")
    assert standing(flat, known) == "known: small-vn"


def test_the_pins_are_whole() -> None:
    for pins in KNOWN.values():
        assert "am/final.mdl" in pins
        assert all(len(pin) == 40 and int(pin, 16) for pin in pins.values())


def recorded(data: Path, model: Path, language: str = "vi") -> Record:
    home = home_of(data, language)
    home.mkdir(parents=True, exist_ok=True)
    shutil.copytree(model, home / "m")
    record = Record(language, "m", "m", "unknown: …", False, digests(home / "m"))
    write_record(data, record)
    return record


def test_a_record_comes_back_as_it_was(new: Path, tmp_path: Path) -> None:
    record = recorded(tmp_path / "data", new)
    assert read_record(record_file(tmp_path / "data", "vi")) == record
    assert list(read_records(tmp_path / "data")) == [record]
    assert len(record.files["am/final.mdl"]) == 64
    assert differences(record, tmp_path / "data") == []
    assert list(read_records(tmp_path / "nothing")) == []


def test_what_has_changed_since_is_named(new: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    record = recorded(data, new)
    place = record.path(data)
    (place / "am/final.mdl").write_text("x")
    (place / "graph/Gr.fst").unlink()
    (place / "virus.exe").write_text("x")
    assert differences(record, data) == [
        "am/final.mdl has changed",
        "graph/Gr.fst is missing",
        "virus.exe was added",
    ]


@pytest.mark.parametrize(
    "content",
    ["", "nonsense", "[]", "{}", '{"language": "vi"}', b"\xff\xfe", "null", '{"a": {'],
)
def test_a_damaged_record_is_told(tmp_path: Path, content: str | bytes) -> None:
    file = record_file(tmp_path, "vi")
    file.parent.mkdir(parents=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (problem,) = read_records(tmp_path)
    assert isinstance(problem, ModelError)
    assert "vi.json is damaged; add the model again" in str(problem)


def test_a_record_that_names_another_place_is_damaged(new: Path, tmp_path: Path) -> None:
    record = recorded(tmp_path, new)
    file = record_file(tmp_path, "vi")
    file.write_text(file.read_text().replace('"folder": "m"', '"folder": "../../etc"'))
    with pytest.raises(ModelError, match="damaged"):
        read_record(file)
    write_record(tmp_path, record)
    file.rename(record_file(tmp_path, "en"))
    with pytest.raises(ModelError, match="damaged"):
        read_record(record_file(tmp_path, "en"))


def test_the_robot_finds_what_is_installed_and_what_is_named(
    new: Path, speech_model: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    recorded(data, new)
    found = found_models(data, {})
    assert found.folders == {"vi": home_of(data, "vi") / "m"} and found.problems == {}
    assert found_models(data, {"vi": new}).folders == {"vi": new}
    assert found_models(tmp_path / "nothing", {}).folders == {}


def test_a_test_model_is_refused_unless_it_is_allowed(speech_model: Path, tmp_path: Path) -> None:
    refused = found_models(tmp_path, {"vi": speech_model})
    assert refused.folders == {}
    assert "is made for tests" in refused.problems["vi"]
    assert found_models(tmp_path, {"vi": speech_model}, allow_test=True).folders == {"vi": speech_model}


def test_one_bad_model_takes_no_other_with_it(new: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    recorded(data, new, "en")
    record_file(data, "vi").write_text("damaged")
    found = found_models(data, {"vi": tmp_path / "nowhere"})
    assert set(found.folders) == {"en"}
    assert set(found.problems) == {"vi", "record"}
