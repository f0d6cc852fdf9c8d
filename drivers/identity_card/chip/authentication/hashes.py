"""Every file that was read is listed in the SOD, with its hash (ICAO 9303-11, 5.1)."""

import hmac
from collections.abc import Iterator, Mapping

from drivers.identity_card.chip.authentication.checks import HASH, Check, failed, not_checked, passed
from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.files.sod import Sod
from drivers.identity_card.chip.pki.digests import digest_of, hashed
from drivers.identity_card.chip.pki.errors import Unproven

KEY_FILES = frozenset((ElementaryFile.DG14.group, ElementaryFile.DG15.group))


def check_hashes(
    sod: Sod, raw: Mapping[ElementaryFile, bytes], missing: Mapping[ElementaryFile, str]
) -> Iterator[Check]:
    """One check for each group that was read, asked for in vain (`missing`: why), or is only listed."""
    read = {file.group: content for file, content in raw.items() if file.group}
    lost = {file.group: why for file, why in missing.items() if file.group}
    for group in sorted(read.keys() | lost.keys() | sod.hashes.keys()):
        name = f"{HASH}{group}"
        if group in read:
            yield _of_content(name, sod.digest, sod.hashes.get(group), read[group])
        elif group in lost:
            yield from _of_missing(name, group, group in sod.hashes, lost[group])
        else:
            yield not_checked(name, "not_read")


def _of_content(name: str, digest: str, wanted: bytes | None, content: bytes) -> Check:
    if wanted is None:
        return failed(name, "not_listed")
    try:
        actual = hashed(digest_of(digest), content)
    except Unproven as error:
        return not_checked(name, error.why, str(error))
    return passed(name) if hmac.compare_digest(actual, wanted) else failed(name, "differs")


def _of_missing(name: str, group: int, listed: bool, why: str) -> Iterator[Check]:
    """A file that cannot be read contradicts a list with its hash; of lost keys the check is `original`."""
    if listed and group in KEY_FILES:
        yield not_checked(name, why)
    elif listed or why != "absent":
        yield failed(name, why)
