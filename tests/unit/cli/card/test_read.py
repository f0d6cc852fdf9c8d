"""`kiosk card read` with the simulator's card in the reader's place."""

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.card_reading import CardRead, Part, Progress, read_card
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.session import AccessKey
from drivers.interfaces import CardPresence
from kiosk.cli.card import read
from kiosk.cli.card.words import CAUSES
from simulator.identity_card.lds import CardFiles
from simulator.identity_card.pki import make_authority
from simulator.identity_card.tampering import flipped
from tests.support.virtual_card import issued, on_reader
from tests.unit.cli.card.conftest import Run, runner


class InProcess:
    """A reader on which `card` lies, or that fails with `cause`."""

    card: CardFiles | None = None
    cause: Cause | None = None
    names: list[str]

    def __init__(self, anchors: Callable[[], Anchors], at: Callable[[], object]) -> None:
        self._anchors = anchors
        self._at = at

    @classmethod
    def open(cls, reader: str, anchors: Callable[[], Anchors], at: Callable[[], object]) -> "InProcess":
        cls.names.append(reader)
        return cls(anchors, at)

    async def run(self) -> None:
        return None

    def on_presence(self, listener: Callable[[CardPresence], None]) -> None:
        listener(CardPresence.ONE)

    def on_status(self, listener: object) -> None:
        del listener

    async def read(self, keys: Sequence[AccessKey], wanted: frozenset[Part], progress: Progress) -> CardRead:
        if self.cause is not None or self.card is None:
            raise CardError(self.cause or Cause.NO_CARD, "technical words")
        at = self._at()
        return read_card(on_reader(self.card), keys, wanted, self._anchors(), at, progress)  # type: ignore[arg-type]


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> type[InProcess]:
    """The reader; nothing lies on it yet."""

    class Reader(InProcess):
        names: list[str] = []  # noqa: RUF012 - one list for each test

    monkeypatch.setattr(read, "PcscCardReader", Reader)
    return Reader


@pytest.fixture
def run(laid: type[InProcess], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    words = runner(read, capsys)
    return lambda *given: words(*given, "--data", tmp_path)


CARD = issued()


def mrz_of(card: CardFiles) -> str:
    """The lines as DG1 has them."""
    text = card.files[0x0101][-90:].decode()
    return "\n".join(text[at : at + 30] for at in (0, 30, 60))


def test_a_card_is_read_and_told_masked(run: Run, laid: type[InProcess]) -> None:
    laid.card = CARD
    code, out, err = run("--can", CARD.person.can)
    assert (code, err) == (0, "")
    person = CARD.person
    for secret in (person.number, person.can, person.number[-9:], person.name, person.residence):
        assert secret not in out
    assert f"{person.number[-3:]}, name " in out
    assert "verdict: intact_issuer_unknown" in out and "no certificate of the issuer is installed" in out
    assert "opened:  PACE with the CAN, AES_128 brainpoolP256r1" in out
    assert "trusted: 0 certificates" in out
    for check in (
        "signature",
        "hash of DG1.",
        "hash of DG13",
        "chip authentication",
        "active authentication",
    ):
        (line,) = (line for line in out.splitlines() if line.strip().startswith(check))
        assert line.endswith(" holds") or " holds" in line


def test_with_the_lines_of_the_back_and_an_anchor(run: Run, laid: type[InProcess], tmp_path: Path) -> None:
    laid.card = CARD
    (tmp_path / "back.txt").write_text(mrz_of(CARD))
    (tmp_path / "trusted").mkdir()
    (tmp_path / "trusted" / "csca.der").write_bytes(make_authority().csca_der)
    code, out, _ = run("--mrz", tmp_path / "back.txt", "--anchors", tmp_path / "trusted")
    assert code == 0
    assert "verdict: authentic" in out and "with the MRZ" in out and "trusted: 1 " in out


def test_faith_and_family_are_told_only_when_asked_for(run: Run, laid: type[InProcess]) -> None:
    laid.card = CARD
    usual = json.loads(run("--can", CARD.person.can, "--json")[1])["person"]
    whole = json.loads(run("--can", CARD.person.can, "--json", "--all-fields")[1])["person"]
    assert whole.keys() - usual.keys() == {"ethnicity", "religion", "marks", "father", "mother", "spouse"}
    assert whole["religion"] == CARD.person.religion and usual["name"] == CARD.person.name


def test_json_has_everything_but_the_raw_files(run: Run, laid: type[InProcess]) -> None:
    laid.card = CARD
    code, out, _ = run("--can", CARD.person.can, "--json")
    told = json.loads(out)
    assert code == 0
    assert told["level"] == "intact_issuer_unknown" and told["cause"] is None
    assert told["person"]["number"] == told["mrz"]["number"] == CARD.person.number
    assert told["person"]["name"] == CARD.person.name
    assert told["portrait"] is None and told["anchors"] == 0
    assert {"name": "signature", "outcome": "passed", "why": "", "detail": ""} in told["checks"]
    assert told["access"]["protocol"] == "pace" and told["commands"] > 5
    assert set(told["evidence"]) >= {"signature", "signer_sha256", "active_challenge"}


def test_the_portrait_is_read_only_when_it_is_asked_for(
    run: Run, laid: type[InProcess], tmp_path: Path
) -> None:
    laid.card = CARD
    photo = tmp_path / "face.jpg"
    code, out, _ = run("--can", CARD.person.can, "--photo", photo)
    assert code == 0
    assert photo.read_bytes().startswith(b"\xff\xd8\xff")
    assert photo.stat().st_mode & 0o777 == 0o600
    assert "picture: jpeg" in out
    code, _, err = run("--can", CARD.person.can, "--photo", photo)
    assert code == 1 and "is there already" in err


def test_an_altered_card_is_code_1(run: Run, laid: type[InProcess]) -> None:
    laid.card = flipped(CARD, 0x010D, -1)
    code, out, _ = run("--can", CARD.person.can)
    assert code == 1
    assert "verdict: altered" in out
    (line,) = (line for line in out.splitlines() if "hash of DG13" in line)
    assert "FAILS: it does not match" in line


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_is_named(run: Run, laid: type[InProcess], cause: Cause) -> None:
    laid.cause = cause
    code, out, err = run("--can", "123456")
    assert (code, out) == (1, "")
    assert err == f"{CAUSES[cause]} [technical words]"
    code, out, err = run("--can", "123456", "--json")
    assert (code, err) == (1, "")
    assert json.loads(out)["level"] == "unreadable" and json.loads(out)["cause"] == cause


def test_another_cards_number(run: Run, laid: type[InProcess]) -> None:
    laid.card = CARD
    wrong = "000000" if CARD.person.can != "000000" else "000001"
    code, _, err = run("--can", wrong)
    assert code == 1 and "another card's" in err


def test_a_bank_card(run: Run, laid: type[InProcess]) -> None:
    laid.card = issued("bank_card")
    code, _, err = run("--can", CARD.person.can)
    assert code == 1 and "bank card" in err


def test_digits_that_are_not_given_are_asked_for(
    run: Run, laid: type[InProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    laid.card = CARD
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{CARD.person.can}\n"))
    assert run()[0] == 0
    for typed in ("", "12345\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code, out, err = run()
        assert (code, out) == (1, "")
        assert "--can" in err and "12345" not in err


@pytest.mark.parametrize("can", ["12345", "1234567", "12345a", ""])
def test_a_key_that_is_none_is_wrong_use(run: Run, can: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--can", can)
    assert ended.value.code == 2


def test_lines_that_are_no_mrz_are_told_without_their_digits(run: Run, tmp_path: Path) -> None:
    lines = mrz_of(CARD).replace(CARD.person.number, "999999999999")
    (tmp_path / "back.txt").write_text(lines)
    code, out, err = run("--mrz", tmp_path / "back.txt")
    assert (code, out) == (1, "")
    assert "back.txt: " in err and "999999" not in err and CARD.person.number[-9:] not in err


def test_the_named_reader_is_taken(run: Run, laid: type[InProcess]) -> None:
    laid.card = CARD
    run("--can", CARD.person.can, "--reader", "Omnikey")
    assert laid.names == ["Omnikey"]
