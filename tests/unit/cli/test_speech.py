"""`kiosk speech model`: adding, listing, checking."""

import shutil
from pathlib import Path

import pytest

from dialogs.listening.models.record import home_of, record_file
from tests.support.speech_model import NAME, PACKED
from tests.unit.cli.conftest import Run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def added(kiosk: Run, data: Path, tmp_path: Path) -> Path:
    """The folder of data with the test model in it; no dialogs were looked at."""
    words = ("speech", "model", "add", PACKED, "--test-model", "--data", data, "--config", tmp_path)
    assert kiosk(*words)[0] == 0
    return data


def test_without_a_model_it_says_what_to_fetch_and_where(kiosk: Run, data: Path) -> None:
    code, out, err = kiosk("speech", "model", "list", "--data", data)
    assert (code, err) == (0, "")
    for word in (
        "vosk-model-small-vn-0.4",
        "alphacephei.com/vosk/models",
        "kiosk speech model add",
        str(data),
    ):
        assert word in out
    code, out, err = kiosk("speech", "model", "check", "--data", data)
    assert (code, out) == (1, "")
    assert "vosk-model-small-vn-0.4" in err


def test_a_model_is_added_listed_and_checked(kiosk: Run, data: Path) -> None:
    code, out, _ = kiosk("speech", "model", "add", PACKED, "--test-model", "--data", data)
    assert code == 0
    assert f"vi: {NAME} is installed, unknown: it works" in out
    assert "words of the dialogs; not: " in out
    assert "IT IS MADE FOR TESTS" in out
    code, out, _ = kiosk("speech", "model", "list", "--data", data)
    assert code == 0 and f"vi: {NAME} (made for tests)" in out
    assert str(home_of(data, "vi")) in out
    code, out, _ = kiosk("speech", "model", "check", "--data", data)
    assert code == 0
    assert f"vi: {NAME} is whole and works" in out and "MADE FOR TESTS" in out


def test_a_test_model_is_refused_unless_it_is_meant(kiosk: Run, data: Path) -> None:
    code, out, err = kiosk("speech", "model", "add", PACKED, "--data", data)
    assert (code, out) == (1, "")
    assert "\nkiosk: " in f"\n{err}" and "understands synthetic voices, not people" in err
    assert not record_file(data, "vi").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "is not there"), (b"not a zip", "is the download complete?"), (b"", "no zip")],
)
def test_what_is_no_model_is_told_in_one_line(
    kiosk: Run, data: Path, tmp_path: Path, content: bytes | None, told: str
) -> None:
    file = tmp_path / "model.zip"
    if content is not None:
        file.write_bytes(content)
    code, out, err = kiosk("speech", "model", "add", file, "--data", data)
    assert (code, out) == (1, "")
    assert told in err.splitlines()[-1] and str(file) in err.splitlines()[-1]


def test_a_model_that_was_changed_is_told(kiosk: Run, added: Path) -> None:
    (home_of(added, "vi") / NAME / "conf/model.conf").write_text("--beam=1\n")
    code, out, _ = kiosk("speech", "model", "check", "--data", added)
    assert code == 1
    assert "is not as it was installed: conf/model.conf has changed; add the model again" in out


def test_a_model_that_is_gone_and_a_record_that_is_damaged(kiosk: Run, added: Path) -> None:
    shutil.rmtree(home_of(added, "vi"))
    assert "am/final.mdl is missing" in kiosk("speech", "model", "check", "--data", added)[1]
    record_file(added, "vi").write_text("{")
    assert "damaged; add the model again" in kiosk("speech", "model", "check", "--data", added)[1]
    code, _, err = kiosk("speech", "model", "list", "--data", added)
    assert code == 1 and "damaged" in err


def test_dialogs_with_errors_stop_no_model(kiosk: Run, data: Path, folder: Path) -> None:
    (folder / "dialogs/vi/sentences/commands.yaml").write_text("take_number: [")
    code, out, _ = kiosk("speech", "model", "add", PACKED, "--test-model", "--data", data, "--config", folder)
    assert code == 0
    assert "not compared with the dialogs: see `kiosk check`" in out


@pytest.mark.parametrize("words", [("speech",), ("speech", "model"), ("speech", "model", "remove")])
def test_wrong_use(kiosk: Run, words: tuple[str, ...]) -> None:
    assert kiosk(*words)[0] == 2


def test_the_help_says_where_models_come_from(kiosk: Run) -> None:
    code, out, _ = kiosk("speech", "--help")
    assert code == 0 and "Nothing is downloaded by itself" in out
