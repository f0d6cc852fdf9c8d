"""The certificates a site trusts when it judges identity cards: a folder with one file each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from drivers.identity_card.chip.authentication.anchors import Anchors, ders_in
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.pki.certificates import Certificate, parse_certificate

SUFFIXES = frozenset((".der", ".cer", ".crt", ".pem"))
LARGEST_BYTES = 64 * 1024  # of one file
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Installed:
    """The certificates that can be used; `problems`: a line for each file that cannot."""

    certificates: tuple[Certificate, ...]
    problems: tuple[str, ...]

    @property
    def anchors(self) -> Anchors:
        """For judging."""
        return Anchors(self.certificates)


def anchor_folder(data: Path) -> Path:
    """Where they are in the folder of data, each named by the SHA-256 of its bytes."""
    return data / "anchors"


def load_anchors(folder: Path) -> Installed:
    """What is in `folder`; one that is not there is empty. A bad file never stops the others.

    Files are read again only when one of them changed.
    """
    try:
        files = [file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES]
        return _loaded(tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in sorted(files)))
    except FileNotFoundError:
        return Installed((), ())
    except OSError as error:
        return Installed((), (f"{folder} cannot be read: {error.strerror}",))


@lru_cache(maxsize=2)
def _loaded(files: tuple[tuple[Path, int, int], ...]) -> Installed:
    certificates: list[Certificate] = []
    problems: list[str] = []
    for file, _, size in files:
        try:
            certificates += _certificates_in(file, size)
        except (CardError, OSError) as error:
            problems.append(f"{file} is left out: {getattr(error, 'strerror', None) or error}")
    return Installed(tuple(certificates), tuple(problems))


def _certificates_in(file: Path, size: int) -> Iterator[Certificate]:
    """Raises `CardError`, `OSError`."""
    if size > LARGEST_BYTES:
        raise OSError(0, f"it has more than {LARGEST_BYTES} bytes")
    content = file.read_bytes()
    if _FINGERPRINT.fullmatch(file.stem) and sha256(content).hexdigest() != file.stem:
        raise OSError(0, "it is not what it was when it was added; add it again")
    return (parse_certificate(der) for der in ders_in(content))
