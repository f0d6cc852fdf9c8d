"""Installing: archives from anywhere, and disks that end."""

import errno
import io
import shutil
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from dialogs.listening.models import installing, unpacking
from dialogs.listening.models.errors import ModelError
from dialogs.listening.models.installing import install
from dialogs.listening.models.record import read_records, record_file
from dialogs.listening.trial import Trial, tried
from tests.support.speech_model import PACKED


def quick(folder: Path, phrases: object = ()) -> Trial:
    return Trial(0.1, 50.0, True, 0, ())


@pytest.fixture
def no_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vosk is not asked."""
    monkeypatch.setattr(installing, "tried", quick)


def zipped(folder: Path, file: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, prefix + str(path.relative_to(folder)))
    return file


def left(data: Path) -> list[str]:
    """The names in the data's folder of models."""
    return sorted(
        path.name for path in (data / "speech").rglob("*") if "hall" in path.name or path.name[0] == "."
    )


@pytest.mark.usefixtures("no_trial")
@pytest.mark.parametrize("kind", ["zip", "flat zip", "tar.gz", "folder"])
def test_every_form_of_a_model_is_taken(kind: str, speech_model: Path, tmp_path: Path) -> None:
    sources = {
        "zip": lambda: zipped(speech_model, tmp_path / "a.zip", "vosk-model/"),
        "flat zip": lambda: zipped(speech_model, tmp_path / "hall model.zip"),
        "tar.gz": lambda: PACKED,
        "folder": lambda: speech_model,
    }
    data, steps = tmp_path / "data", []
    installed = install(sources[kind](), data, "vi", allow_test=True, step=steps.append)
    names = {"zip": "vosk-model", "flat zip": "hall-model"}
    assert installed.record.name == names.get(kind, "hall-vi-espeak")
    assert installed.record.is_test and installed.record.standing.startswith("unknown")
    assert list(read_records(data)) == [installed.record]
    assert (installed.model.path / "am/final.mdl").read_bytes() == (
        speech_model / "am/final.mdl"
    ).read_bytes()
    assert steps[0] == "unpacking" and "trying it" in steps


@pytest.mark.usefixtures("no_trial")
def test_the_one_before_stays_until_the_next_but_one(speech_model: Path, tmp_path: Path) -> None:
    folders = [install(speech_model, tmp_path, "vi", allow_test=True).model.path for _ in range(3)]
    assert [folder.exists() for folder in folders] == [False, True, True]
    assert len(set(folders)) == 3


@pytest.mark.usefixtures("no_trial")
def test_a_test_model_is_refused(speech_model: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is made for tests"):
        install(speech_model, tmp_path, "vi")
    assert left(tmp_path) == []


def test_a_real_trial_tells_what_the_model_knows(speech_model: Path, tmp_path: Path) -> None:
    installed = install(speech_model, tmp_path, "vi", phrases=["huỷ lấy số robot"], allow_test=True)
    trial = installed.trial
    assert trial.has_unknown and trial.memory_mb > 10
    assert (trial.words, trial.unknown) == (4, ("robot",))


def test_a_model_that_ends_vosk_is_refused_and_the_old_one_stays(speech_model: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    shutil.copytree(speech_model, bad)
    model = (bad / "am/final.mdl").read_text()
    (bad / "am/final.mdl").write_text(model[: len(model) // 2])
    data = tmp_path / "data"
    with pytest.raises(ModelError, match="does not work with Vosk"):
        install(bad, data, "vi", allow_test=True)
    assert left(data) == [] and not record_file(data, "vi").exists()


def test_a_graph_that_ends_the_process_is_told(speech_model: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    shutil.copytree(speech_model, bad)
    graph = bytearray((bad / "graph/HCLr.fst").read_bytes())
    graph[200:] = b"\x7f" * (len(graph) - 200)
    (bad / "graph/HCLr.fst").write_bytes(graph)
    with pytest.raises(ModelError, match=r"does not work with Vosk: (signal|exit code|.*Failed)"):
        tried(bad)


def test_a_trial_is_bounded_in_time(speech_model: Path) -> None:
    with pytest.raises(ModelError, match=r"not through with it within 0.01 s"):
        tried(speech_model, limit_s=0.01)


def zip_of(file: Path, *entries: tuple[str, bytes, int]) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content, mode in entries:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, content)
    return file


def tar_of(file: Path, name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> Path:
    with tarfile.open(file, "w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, link
        info.size = 1 if kind == tarfile.REGTYPE else 0
        archive.addfile(info, io.BytesIO(b"x"))
    return file


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "m/../../evil", "..\\evil", "C:\\evil"])
def test_archives_that_write_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    for source in (zip_of(tmp_path / "a.zip", (name, b"x", 0o100644)), tar_of(tmp_path / "a.tar.gz", name)):
        with pytest.raises(ModelError, match="outside its folder"):
            install(source, tmp_path / "data", "vi")
    assert not (tmp_path / "evil").exists() and not (tmp_path / "data/evil").exists()
    assert left(tmp_path / "data") == []


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path, kind: bytes) -> None:
    with pytest.raises(ModelError, match="link or a device"):
        install(tar_of(tmp_path / "a.tar.gz", "final.mdl", kind, "/etc/passwd"), tmp_path / "data", "vi")


def test_links_in_a_zip_and_in_a_folder_are_refused(tmp_path: Path, speech_model: Path) -> None:
    source = zip_of(tmp_path / "a.zip", ("final.mdl", b"/etc/passwd", 0o120777))
    with pytest.raises(ModelError, match="link or a device"):
        install(source, tmp_path / "data", "vi")
    folder = tmp_path / "folder"
    shutil.copytree(speech_model, folder)
    (folder / "README").unlink()
    (folder / "README").symlink_to("/etc/passwd")
    with pytest.raises(ModelError, match="is a link"):
        install(folder, tmp_path / "data", "vi")


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        source = zip_of(tmp_path / "a.zip", ("a", b"1", 0o100644), ("a", b"2", 0o100644))
    with pytest.raises(ModelError, match="twice"):
        install(source, tmp_path / "data", "vi")


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 broken", b"\x1f\x8b broken"])
def test_what_is_no_archive(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(ModelError, match=r"no zip and no tar.gz|is damaged"):
        install(tmp_path / "a.zip", tmp_path / "data", "vi")
    with pytest.raises(ModelError, match="is not there"):
        install(tmp_path / "b.zip", tmp_path / "data", "vi")


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
def test_a_download_that_broke_off(speech_model: Path, tmp_path: Path, part: float) -> None:
    whole = zipped(speech_model, tmp_path / "whole.zip").read_bytes()
    for name, data in (("a.zip", whole), ("a.tar.gz", PACKED.read_bytes())):
        (tmp_path / name).write_bytes(data[: int(len(data) * part)])
        with pytest.raises(ModelError, match=r"is damaged|no zip and no tar.gz|is no whole model"):
            install(tmp_path / name, tmp_path / "data", "vi", allow_test=True)
    assert left(tmp_path / "data") == []


def test_a_byte_that_changed_on_the_way(speech_model: Path, tmp_path: Path) -> None:
    source = zipped(speech_model, tmp_path / "a.zip")
    data = bytearray(source.read_bytes())
    data[len(data) // 3] ^= 0xFF
    source.write_bytes(data)
    with pytest.raises(ModelError, match="is damaged"):
        install(source, tmp_path / "data", "vi", allow_test=True)


def test_a_zip_that_lies_about_its_sizes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("final.mdl", bytes(5 << 20))
    data = bytearray((tmp_path / "a.zip").read_bytes())
    directory = data.rindex(b"PK\x01\x02")
    for place in (22, directory + 24):  # uncompressed size in the local header and in the directory
        data[place : place + 4] = struct.pack("<I", 10)
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(ModelError, match="is damaged"):
        install(tmp_path / "a.zip", tmp_path / "data", "vi")


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}", bytes(1 << 20))
    monkeypatch.setattr(unpacking, "MOST_BYTES", 2 << 20)
    with pytest.raises(ModelError, match="too large"):
        install(tmp_path / "a.zip", tmp_path / "data", "vi")
    monkeypatch.setattr(unpacking, "MOST_BYTES", 3 << 30)
    monkeypatch.setattr(unpacking, "MOST_FILES", 2)
    with pytest.raises(ModelError, match="too large"):
        install(tmp_path / "a.zip", tmp_path / "data", "vi")
    assert left(tmp_path / "data") == []


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    source = zip_of(tmp_path / "a.zip", ("final.mdl", b"x", 0o100644))
    data = bytearray(source.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    source.write_bytes(data)
    with pytest.raises(ModelError, match="password"):
        install(source, tmp_path / "data", "vi")


def test_a_full_disk_is_seen_before_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1000))
    with pytest.raises(ModelError, match=r"the disk of .* is full"):
        install(PACKED, tmp_path, "vi", allow_test=True)
    assert left(tmp_path) == []


@pytest.mark.usefixtures("no_trial")
@pytest.mark.parametrize("at", ["write_record", "digests", "unpack", "sync_folder", "_sync"])
def test_a_disk_that_fills_up_anywhere_leaves_all_as_it_was(
    speech_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    before = install(speech_model, tmp_path, "vi", allow_test=True)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(installing, at, full)
    with pytest.raises(ModelError, match=r"the disk of .* is full; make room"):
        install(speech_model, tmp_path, "vi", allow_test=True)
    monkeypatch.undo()
    assert list(read_records(tmp_path)) == [before.record]
    assert before.model.path.is_dir()
    assert not [name for name in left(tmp_path) if name.startswith(".")]


@pytest.mark.usefixtures("no_trial")
def test_what_a_power_cut_left_is_cleared(speech_model: Path, tmp_path: Path) -> None:
    (tmp_path / "speech/.draft-old/am").mkdir(parents=True)
    install(speech_model, tmp_path, "vi", allow_test=True)
    assert not (tmp_path / "speech/.draft-old").exists()


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(ModelError, match=r"Not a directory|File exists"):
        install(PACKED, tmp_path / "data", "vi")
