"""`kiosk card anchors`: adding and listing certificates."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.cli.card import anchors
from kiosk.site.anchors import anchor_folder, load_anchors
from tests.support.master_lists import make_master_list
from tests.support.signed_cards import COUNTRY_FORM, CertificateForm, certify, curve_key
from tests.unit.cli.card.conftest import Run, runner

COUNTRY = certify(curve_key(seed=1), None, COUNTRY_FORM)
OTHER = certify(curve_key("brainpoolP256r1", 2), None, replace(COUNTRY_FORM, name="Other", key_id=b"other"))
SIGNER = certify(curve_key(seed=3), COUNTRY, CertificateForm())
EXPIRED = certify(
    curve_key(seed=4), None, replace(COUNTRY_FORM, name="Old", not_after=datetime(2021, 1, 1, tzinfo=UTC))
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(anchors, capsys)


def written(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def pem(der: bytes) -> bytes:
    text = base64.encodebytes(der)
    return b"-----BEGIN CERTIFICATE-----\n" + text + b"-----END CERTIFICATE-----\n"


def installed(data: Path) -> set[str]:
    return {str(one.subject) for one in load_anchors(anchor_folder(data)).certificates}


@pytest.mark.parametrize("as_pem", [False, True])
def test_an_authority_is_added_under_its_fingerprint_and_listed(
    run: Run, tmp_path: Path, as_pem: bool
) -> None:
    file = written(tmp_path, "csca.crt", pem(COUNTRY.der) if as_pem else COUNTRY.der)
    code, out, err = run("add", file, "--data", tmp_path / "data")
    assert (code, err) == (0, "")
    assert "added authority C=VN, CN=Test Country, 2020-01-01 to 2036-01-01" in out
    (kept,) = (tmp_path / "data" / "anchors").iterdir()
    assert kept.read_bytes() == COUNTRY.der
    assert kept.stem in out and len(kept.stem) == 64
    code, out, err = run("list", "--data", tmp_path / "data")
    assert (code, err) == (0, "")
    assert kept.stem in out
    code, out, _ = run("list", "--data", tmp_path / "data", "--json")
    (entry,) = json.loads(out)
    assert (entry["sha256"], entry["kind"], entry["notes"]) == (kept.stem, "authority", [])


def test_two_in_one_pem_file(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "both.pem", pem(COUNTRY.der) + b"text between\n" + pem(OTHER.der))
    assert run("add", file, "--data", tmp_path)[0] == 0
    assert installed(tmp_path) == {"C=VN, CN=Test Country", "C=VN, CN=Other"}


def test_the_same_again_is_no_error(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "csca.der", COUNTRY.der)
    run("add", file, "--data", tmp_path)
    code, out, err = run("add", file, "--data", tmp_path)
    assert (code, err) == (0, "")
    assert "1 there already" in out


def test_what_is_no_authority_is_left_out_unless_it_is_meant(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "signer.der", SIGNER.der)
    code, out, err = run("add", file, "--data", tmp_path)
    assert code == 1
    assert "no authority's certificate" in out and "--signer" in out
    assert "nothing was added" in err
    assert installed(tmp_path) == set()
    code, out, _ = run("add", "--signer", file, "--data", tmp_path)
    assert code == 0 and "added one signer C=VN, CN=Test Signer" in out


def test_an_expired_one_is_kept_and_told(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("add", written(tmp_path, "old.der", EXPIRED.der), "--data", tmp_path)
    assert code == 0
    assert "EXPIRED" in out


def test_a_changed_root_is_left_out(run: Run, tmp_path: Path) -> None:
    changed = COUNTRY.der.replace(b"Test Country", b"Test Kountry")
    code, out, _ = run("add", written(tmp_path, "csca.der", changed), "--data", tmp_path)
    assert code == 1 and "its own signature does not hold" in out


@pytest.mark.parametrize("content", [b"", b"hello", COUNTRY.der[:-1], b"\x30\x80\x00\x00", b"\x00" * 100])
def test_what_is_no_certificate_gets_a_line(run: Run, tmp_path: Path, content: bytes) -> None:
    file = written(tmp_path, "bad.der", content)
    code, out, err = run("add", file, "--data", tmp_path)
    assert code == 1
    assert f"{file}: " in out + err
    assert "Traceback" not in err and installed(tmp_path) == set()


def test_a_missing_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "csca.der", COUNTRY.der)
    code, _, err = run("add", tmp_path / "none.der", file, "--data", tmp_path)
    assert code == 1 and "none.der: No such file" in err
    assert installed(tmp_path) == {"C=VN, CN=Test Country"}


def test_every_authority_of_a_master_list(run: Run, tmp_path: Path) -> None:
    lister = certify(curve_key(seed=5), COUNTRY, CertificateForm(name="Lister"))
    content = make_master_list([COUNTRY.der, OTHER.der, SIGNER.der], lister)
    code, out, _ = run("add", written(tmp_path, "list.ml", content), "--data", tmp_path)
    assert code == 0
    assert "signed by C=VN, CN=Lister" in out and "left out: C=VN, CN=Test Signer" in out
    assert installed(tmp_path) == {"C=VN, CN=Test Country", "C=VN, CN=Other"}


def test_a_master_list_as_long_as_the_real_ones(run: Run, tmp_path: Path) -> None:
    """They have a megabyte: more than any file of a card may have."""
    form = replace(COUNTRY_FORM, name="N" * 600)
    ders = [certify(curve_key(seed=1), None, replace(form, serial=at)).der for at in range(200)]
    content = make_master_list(ders, SIGNER)
    assert len(content) > 128 * 1024
    assert run("add", written(tmp_path, "list.ml", content), "--data", tmp_path)[0] == 0
    assert len(load_anchors(anchor_folder(tmp_path)).certificates) == 200


def test_a_changed_master_list_brings_nothing(run: Run, tmp_path: Path) -> None:
    changed = make_master_list([COUNTRY.der, OTHER.der], SIGNER).replace(b"CN=Other", b"CN=Elser")
    changed = changed.replace(b"Other", b"Elser")
    code, _, err = run("add", written(tmp_path, "list.ml", changed), "--data", tmp_path)
    assert code == 1 and "its signature does not hold" in err
    assert installed(tmp_path) == set()


def test_a_signed_message_of_another_kind(run: Run, tmp_path: Path) -> None:
    content = make_master_list([COUNTRY.der], SIGNER, kind="1.2.3.4")
    code, _, err = run("add", written(tmp_path, "list.ml", content), "--data", tmp_path)
    assert code == 1 and "not a master list" in err


def test_one_that_was_changed_later_is_not_used(run: Run, tmp_path: Path) -> None:
    run("add", written(tmp_path, "csca.der", COUNTRY.der), "--data", tmp_path)
    (kept,) = anchor_folder(tmp_path).iterdir()
    kept.write_bytes(OTHER.der)
    code, out, err = run("list", "--data", tmp_path)
    assert code == 1
    assert "no certificate is installed" in out and "add it again" in err


def test_without_any_it_says_what_that_means(run: Run, tmp_path: Path) -> None:
    code, out, err = run("list", "--data", tmp_path)
    assert (code, err) == (0, "")
    assert "intact_issuer_unknown" in out


def test_a_changed_folder_is_read_again(tmp_path: Path) -> None:
    assert load_anchors(tmp_path).certificates == ()
    written(tmp_path, "one.der", COUNTRY.der)
    first = load_anchors(tmp_path)
    assert load_anchors(tmp_path) is first
    written(tmp_path, "two.pem", pem(OTHER.der))
    written(tmp_path, "three.txt", b"not looked at")
    assert len(load_anchors(tmp_path).anchors) == 2
    (tmp_path / "one.der").unlink()
    assert len(load_anchors(tmp_path).anchors) == 1


def test_a_file_too_long_for_a_certificate(tmp_path: Path) -> None:
    written(tmp_path, "huge.der", bytes(70_000))
    (problem,) = load_anchors(tmp_path).problems
    assert "huge.der is left out" in problem and "65536" in problem
