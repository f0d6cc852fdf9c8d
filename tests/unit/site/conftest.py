"""A copy of the shipped configuration to spoil, and what is said about its procedures and sentences."""

import shutil
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from kiosk.site.knowledge.checking import failing_examples, said_in, trial_problems
from kiosk.site.knowledge.loading import draft_knowledge
from kiosk.site.places import SHIPPED

TODAY = date(2026, 11, 30)
FIELD = """\
field: civil_status
name: {vi: Hộ tịch, en: Civil status}
sign: family
service: civil_status
procedures:
  - id: birth
    name: {vi: Đăng ký khai sinh, en: Birth registration}
    confidence: high
    sources: [A]
    checked_on: 2026-10-08
    documents:
      - {vi: Giấy chứng sinh, en: Birth certificate of the hospital}
    fee:
      - {vi: 8.000đ/bản, en: 8.000đ per copy}
      - {vi: miễn phí, en: free, valid_from: 2026-08-15, valid_to: 2027-02-28}
    time_limit: {vi: Trong ngày, en: The same day}
    rules:
      - {vi: không cần giấy cũ, en: no old paper needed, valid_from: 2026-01-01, source: A}
    legal_basis: [TT 1/2022]
  - id: again
    name: {vi: Đăng ký lại khai sinh, en: Birth registration again}
    confidence: name_only
    sources: [A]
    service: other
near:
  - ids: [birth, again]
    ask: {vi: Lần đầu hay làm lại?, en: First time or again?}
    phrases: {vi: [làm giấy khai sinh], en: [birth paper]}
"""
SOURCES = "A: {name: {vi: Sổ, en: Book}, dated: 2026-10-08}\n"


class Small:
    """A configuration with two procedures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str) -> None:
        """Replace a whole file."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first `old` in a file, which must be there."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def lines(self) -> list[str]:
        """What reading says, with file names relative to the folder."""
        return [self._told(problem) for problem in sorted(set(draft_knowledge(self.folder).problems))]

    def trial(self, today: date = TODAY) -> list[str]:
        """What trying out says."""
        drafted = draft_knowledge(self.folder)
        assert drafted.problems == []
        found = [
            *trial_problems(drafted, today, said_in(drafted)),
            *chain.from_iterable(failing_examples(drafted)),
        ]
        return [self._told(problem) for problem in sorted(set(found))]

    def _told(self, problem: object) -> str:
        return str(problem).replace(f"{self.folder}/", "")


@pytest.fixture
def small(tmp_path: Path) -> Small:
    site = Small(tmp_path / "config")
    for language in ("vi", "en"):
        shutil.copytree(SHIPPED / f"dialogs/{language}", site.folder / f"dialogs/{language}")
        shutil.rmtree(site.folder / f"dialogs/{language}/sentences/procedures")
        shutil.rmtree(site.folder / f"dialogs/{language}/tests")
    site.write("procedures/civil_status.yaml", FIELD)
    site.write("procedures/sources.yaml", SOURCES)
    sentences = "dialogs/{}/sentences/procedures/civil_status.yaml"
    site.write(
        sentences.format("vi"),
        'birth:\n  - "[tôi] (muốn|cần) khai sinh cho con"\n  - vợ tôi mới sinh\n'
        "again:\n  - khai sinh bị mất muốn đăng ký lại\n",
    )
    site.write(
        sentences.format("en"), "birth:\n  - my wife gave birth\nagain:\n  - register a birth once more\n"
    )
    site.write(
        "dialogs/vi/tests/civil_status.yaml",
        "- say: dạ vợ tôi mới sinh ạ\n  expect: {procedure: birth}\n"
        "- say: phí bao nhiêu ạ\n  about: birth\n  expect: {procedure: birth, topic: fee}\n"
        "- say: dạ khai sinh bị mất muốn đăng ký lại ạ\n  expect: {procedure: again}\n",
    )
    site.write(
        "dialogs/en/tests/civil_status.yaml",
        "- say: excuse me my wife gave birth\n  expect: {procedure: birth}\n"
        "- say: please register a birth once more\n  expect: {procedure: again}\n",
    )
    return site
