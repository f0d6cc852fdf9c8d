"""Edits of the dialog files: whole good sets are taken over between visits, anything else is told."""

import asyncio
import logging
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialogs.knowledge import Understandings, Understands
from dialogs.material import Material
from dialogs.understanding import Understanding
from kiosk.config.schema import Config
from kiosk.site.knowledge import loading
from kiosk.site.load import load_config
from kiosk.talk import watch as watching
from kiosk.talk.dialog_set import InUse, dialog_set_of
from kiosk.talk.watch import LOOK_S, DialogWatch
from tests.support.small_site import reword, small_site

pytestmark = pytest.mark.looptime
MORNING = datetime(2026, 11, 24, 8, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SCREENS = "dialogs/en/responses/screens.yaml"
KEY = "attract_lead"
SEEN_S = 2.5 * LOOK_S  # after it an edit was found, was still, and was read


class LoopClock:
    """A wall clock that goes with the loop's."""

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=asyncio.get_running_loop().time())


@dataclass
class Desk:
    """A watch at work over a folder, and whether somebody stands before the robot."""

    folder: Path
    watch: DialogWatch
    in_use: InUse
    visited: bool = False
    changes: int = 0

    def lead(self) -> str:
        """What the citizen reads."""
        return self.in_use.text("en", KEY)

    def reword(self, new: str, old: str = "") -> None:
        reword(self.folder / SCREENS, f'{KEY}: "{old or self.lead()}"', f'{KEY}: "{new}"')

    def changed(self) -> None:
        self.changes += 1


AtWork = Callable[[], AbstractAsyncContextManager[Desk]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return load_config(small_site(tmp_path_factory.mktemp("site") / "config"))


@pytest.fixture
def threadless(monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(work: Callable[..., object], *words: object) -> object:
        return work(*words)

    monkeypatch.setattr(asyncio, "to_thread", at_once)


@pytest.fixture
def at_work(written: Config, tmp_path: Path, threadless: None) -> AtWork:
    return lambda: _at_work(written, tmp_path / "config")


@asynccontextmanager
async def _at_work(written: Config, folder: Path) -> AsyncIterator[Desk]:
    assert written.folder is not None
    shutil.copytree(written.folder, folder)
    in_use = InUse(dialog_set_of(written))
    watch = DialogWatch(folder, written, in_use, lambda: not desk.visited, LoopClock())
    desk = Desk(folder, watch, in_use)
    working = asyncio.create_task(watch.run())
    await asyncio.sleep(SEEN_S)
    watch.on_change(desk.changed)
    try:
        yield desk
        assert not working.done(), working
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def test_files_as_they_were_read_are_left_alone(
    at_work: AtWork, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work() as desk:
        first = desk.in_use.now
        monkeypatch.setattr(watching, "reread", None)  # nothing is read again
        (desk.folder / SCREENS).touch()
        await asyncio.sleep(SEEN_S)
        assert desk.in_use.now is first and desk.watch.since == MORNING
        assert (desk.watch.problems, desk.watch.pending) == ((), False)
        assert "dialogs" not in caplog.text


async def test_an_edit_is_taken_over_between_two_visits(
    at_work: AtWork, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_work() as desk:
        caplog.set_level(logging.INFO)
        told: list[str] = []
        desk.in_use.on_change(lambda fresh: told.append(fresh.version))
        first = desk.watch.version
        desk.reword("Touch me")
        await asyncio.sleep(SEEN_S)
        assert desk.lead() == "Touch me"
        assert told == [desk.watch.version] and desk.watch.version != first
        assert desk.watch.since > MORNING and not desk.watch.pending
        assert caplog.text.count(f"dialogs taken over version={desk.watch.version}") == 1


async def test_nobody_waits_for_an_understanding_to_be_built(
    at_work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []
    build = loading._understanding

    def counted(material: Material) -> Understands:
        built.append(material.language)
        return build(material)

    monkeypatch.setattr(loading, "_understanding", counted)
    async with at_work() as desk:
        desk.reword("Touch me")
        desk.in_use.on_change(lambda _: built.append("in use"))
        await asyncio.sleep(SEEN_S)
        assert sorted(built[:-1]) == ["en", "vi"] and built[-1] == "in use"
        for language in ("vi", "en"):
            desk.in_use.now.knowledge.understanding[language].understand("xin chào")
        assert len(built) == 3


async def test_the_first_set_is_made_ready_soon_after_the_start(
    written: Config, tmp_path: Path, threadless: None
) -> None:
    built: list[str] = []

    def counted(material: Material) -> Understands:
        built.append(material.language)
        return Understanding(material)

    understanding = Understandings(written.knowledge.materials, counted)
    knowledge = replace(written.knowledge, understanding=understanding)
    async with _at_work(written.model_copy(update={"knowledge": knowledge}), tmp_path / "config"):
        assert sorted(built) == ["en", "vi"]


async def test_amid_a_visit_nothing_changes_until_it_ends(at_work: AtWork) -> None:
    async with at_work() as desk:
        before = desk.lead()
        desk.visited = True
        desk.reword("Touch me")
        await asyncio.sleep(10 * LOOK_S)
        assert desk.lead() == before and desk.watch.pending and not desk.watch.problems
        desk.watch.take_over()
        assert desk.lead() == before
        desk.visited = False
        desk.watch.take_over("the screen of nobody")
        assert desk.lead() == "Touch me" and not desk.watch.pending


async def test_an_end_of_a_visit_that_was_not_told_is_seen_at_the_next_look(at_work: AtWork) -> None:
    async with at_work() as desk:
        desk.visited = True
        desk.reword("Touch me")
        await asyncio.sleep(SEEN_S)
        desk.visited = False
        await asyncio.sleep(LOOK_S)
        assert desk.lead() == "Touch me"


async def test_what_is_changed_back_amid_a_visit_is_no_change(at_work: AtWork) -> None:
    async with at_work() as desk:
        before, first = desk.lead(), desk.in_use.now
        desk.visited = True
        desk.reword("Touch me")
        await asyncio.sleep(SEEN_S)
        desk.reword(before, old="Touch me")
        await asyncio.sleep(SEEN_S)
        assert not desk.watch.pending
        desk.visited = False
        desk.watch.take_over()
        assert desk.in_use.now is first


async def test_of_two_quick_edits_the_last_is_read_once(
    at_work: AtWork, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_work() as desk:
        caplog.set_level(logging.INFO)
        before = desk.lead()
        desk.reword("Touch")
        await asyncio.sleep(0.9 * LOOK_S)
        desk.reword("Touch me now", old="Touch")
        await asyncio.sleep(1.05 * LOOK_S)
        assert desk.lead() == before, "it must have been still for a while"
        await asyncio.sleep(LOOK_S)
        assert desk.lead() == "Touch me now" and caplog.text.count("taken over") == 1


async def test_what_is_read_while_it_changes_counts_for_nothing(
    at_work: AtWork, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_work() as desk:
        read = watching.reread

        def meanwhile_saved(folder: Path, running: Config) -> object:
            monkeypatch.setattr(watching, "reread", read)
            again = read(folder, running)
            desk.reword("Both files", old="One file")
            return again

        monkeypatch.setattr(watching, "reread", meanwhile_saved)
        caplog.set_level(logging.INFO)
        desk.reword("One file")
        await asyncio.sleep(2 * SEEN_S)
        assert desk.lead() == "Both files" and caplog.text.count("taken over") == 1


def latin1(file: Path) -> None:
    file.write_bytes(file.read_text(encoding="utf-8").encode("latin-1", "replace") + b"\n# caf\xe9\n")


def half(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index(f"{KEY}:") + len(KEY) + 5], encoding="utf-8")


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "a slot nobody fills": (lambda file: reword(file, f'{KEY}: "', f'{KEY}: "{{cout}} '), "`{cout}`"),
    "deleted": (lambda file: file.unlink(), "is missing"),
    "half written": (half, f"{SCREENS}:"),
    "not UTF-8": (latin1, "not UTF-8"),
    "emptied": (lambda file: file.write_bytes(b""), "empty"),
    "zeros after a power cut": (lambda file: file.write_bytes(bytes(4096)), f"{SCREENS}:"),
    "a folder in its place": (lambda file: (file.unlink(), file.mkdir()), f"{SCREENS}:1: "),
    "all gone": (lambda file: shutil.rmtree(file.parents[2]), "dialogs/en"),
    "a broken link": (
        lambda file: file.with_name("x.yaml").symlink_to("nowhere"),
        "dialogs/en/responses/x.yaml:1: ",
    ),
}


@pytest.mark.parametrize("how", SPOILT)
async def test_a_bad_edit_keeps_the_set_in_use_and_is_told_until_it_is_repaired(
    at_work: AtWork, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_work() as desk:
        spoil, told = SPOILT[how]
        first, file = desk.in_use.now, desk.folder / SCREENS
        spoil(file)
        await asyncio.sleep(SEEN_S)
        assert desk.in_use.now is first and not desk.watch.pending
        assert any(told in line for line in desk.watch.problems), desk.watch.problems
        assert all(line.startswith("dialogs/") for line in desk.watch.problems), "paths are short"
        assert desk.changes > 0
        assert [record.levelname for record in caplog.records] == ["WARNING"], "told once"

        shutil.rmtree(desk.folder)
        assert desk.watch._config.folder is not None
        shutil.copytree(desk.watch._config.folder, desk.folder)
        await asyncio.sleep(SEEN_S)
        assert desk.watch.problems == () and desk.in_use.now is first


async def test_a_repair_that_says_something_new_is_taken_over(at_work: AtWork) -> None:
    async with at_work() as desk:
        desk.reword("{nobody} says")
        await asyncio.sleep(SEEN_S)
        assert len(desk.watch.problems) == 1
        desk.reword("Somebody says", old="{nobody} says")
        await asyncio.sleep(SEEN_S)
        assert desk.lead() == "Somebody says" and desk.watch.problems == ()


async def test_a_bad_edit_after_a_good_one_leaves_the_good_one_to_wait(at_work: AtWork) -> None:
    async with at_work() as desk:
        desk.visited = True
        desk.reword("Good")
        await asyncio.sleep(SEEN_S)
        desk.reword("{bad}", old="Good")
        await asyncio.sleep(SEEN_S)
        assert desk.watch.pending and desk.watch.problems
        desk.visited = False
        desk.watch.take_over()
        assert desk.lead() == "Good" and desk.watch.problems


async def test_one_bad_file_among_good_ones_holds_all_of_them_back(at_work: AtWork) -> None:
    async with at_work() as desk:
        before = desk.lead()
        desk.reword("Good")
        (desk.folder / "dialogs/flows/extra.yaml").write_text("flow: extra\nstart: nowhere\nsteps: {}\n")
        await asyncio.sleep(SEEN_S)
        assert desk.lead() == before
        assert desk.watch.problems[0].startswith("dialogs/flows/extra.yaml:")


async def test_an_example_that_fails_refuses_the_set(at_work: AtWork) -> None:
    async with at_work() as desk:
        first, file = desk.in_use.now, desk.folder / "dialogs/vi/tests/weather.yaml"
        reword(file, "no_match", "{command: take_number}")
        await asyncio.sleep(SEEN_S)
        assert desk.in_use.now is first and len(desk.watch.problems) == 1
        assert desk.watch.problems[0].startswith("dialogs/vi/tests/weather.yaml:1: `hôm nay trời mưa không`")


async def test_a_fact_that_has_expired_refuses_nothing(at_work: AtWork) -> None:
    async with at_work() as desk:
        book = desk.folder / "procedures/certification.yaml"
        reword(book, "confidence: high", "confidence: high\n    valid_to: 2020-01-01")
        await asyncio.sleep(SEEN_S)
        assert desk.watch.problems == () and desk.watch.since > MORNING


async def test_the_files_of_editors_are_not_looked_at(at_work: AtWork) -> None:
    async with at_work() as desk:
        beside = desk.folder / "dialogs/en/responses"
        for name in (".screens.yaml.swp", ".#screens.yaml", "screens.yaml~", "4913"):
            (beside / name).write_bytes(b"\xff")
        await asyncio.sleep(SEEN_S)
        assert desk.changes == 0


async def test_the_same_bytes_saved_over_with_the_same_times_are_seen(at_work: AtWork) -> None:
    async with at_work() as desk:
        file = desk.folder / SCREENS
        before, found = desk.lead(), file.stat()
        desk.reword(before.upper())
        os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
        assert file.stat().st_size == found.st_size
        await asyncio.sleep(SEEN_S)
        assert desk.lead() == before.upper()


async def test_services_are_not_taken_over_and_do_not_stand_in_the_way(at_work: AtWork) -> None:
    async with at_work() as desk:
        (desk.folder / "services.yaml").write_text("nonsense")
        desk.reword("Touch me")
        await asyncio.sleep(SEEN_S)
        assert desk.lead() == "Touch me" and desk.watch.problems == ()


async def test_files_that_crash_the_reading_are_told_and_not_read_again_and_again(
    written: Config, tmp_path: Path, threadless: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = 0

    def crash(*_: object) -> None:
        nonlocal reads
        reads += 1
        raise RecursionError

    monkeypatch.setattr(watching, "reread", crash)
    folder, in_use = tmp_path / "config", InUse(dialog_set_of(written))
    small_site(folder)
    reword(folder / SCREENS, f'{KEY}: "', f'{KEY}: "New ')
    watch = DialogWatch(folder, written, in_use, lambda: True, LoopClock())
    with pytest.raises(RecursionError):
        await watch.run()
    assert len(watch.problems) == 1
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(watch.run(), 10 * LOOK_S)
    assert reads == 1
