"""The power fails between any two writes: nothing acknowledged is lost, nothing moves unjournalled.

`make torture` does the same with a million states; docs/reference/power-loss.md says what is modelled.
"""

import json
from collections import Counter
from dataclasses import replace

import pytest

from tests.torture.power import campaign
from tests.torture.power.cases import CASES, CONTROL, PLANTED, PRODUCT, Kind
from tests.torture.power.command import main, table
from tests.torture.power.tally import Counterexample, Tally

STATES = 30_000


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return campaign.run(campaign.goals(STATES), first_seed=0)


def names(cases) -> list[str]:
    return [case.name for case in cases]


@pytest.mark.parametrize("name", names(PRODUCT))
def test_the_product_loses_nothing(tallies, name):
    assert not tallies[name].found, "\n".join(table([tallies[name]]))
    assert tallies[name].states >= STATES / len(PRODUCT)
    assert tallies[name].deep > tallies[name].states / 20


@pytest.mark.parametrize("name", names(PLANTED))
def test_a_planted_error_is_found(tallies, name):
    assert CASES[name].finds <= set(tallies[name].found), "\n".join(table([tallies[name]]))


def test_effects_before_their_intent_are_all_that_is_wrong_with_the_wrong_order(tallies):
    assert set(tallies["effect-first"].found) == {Kind.UNJOURNALLED}


@pytest.mark.parametrize("name", names(CONTROL))
def test_a_setting_that_is_right_in_another_way_is_not_accused(tallies, name):
    assert tallies[name].states > 0
    assert not tallies[name].found, "\n".join(table([tallies[name]]))


@pytest.mark.parametrize("name", names(PLANTED))
def test_a_counterexample_is_replayed_by_its_seed_cut_and_variant(tallies, name, capsys):
    first = tallies[name].first
    assert main(["--case", name, "--replay", first.place]) == 1
    told = capsys.readouterr().out
    assert f"{first.kind}: {first.what}" in told
    assert f"before step {first.cut}" in told


def test_the_command_tells_its_figures_and_that_all_is_as_wanted(tallies, monkeypatch, capsys):
    monkeypatch.setattr(campaign, "run", lambda *_: tallies)
    assert main([]) == 0
    assert f"{tallies['wal'].states:,}" in capsys.readouterr().out
    assert main(["--json"]) == 0
    told = {tally["case"]: tally for tally in json.loads(capsys.readouterr().out)}
    assert told["wal-off"]["found"]["corrupt"] == tallies["wal-off"].found[Kind.CORRUPT]
    assert told["wal"]["first"] is None


@pytest.mark.parametrize(
    ("name", "found"), [("wal", {Kind.LOST: 1}), ("wal-off", {Kind.LOST: 1}), ("wal-normal", {})]
)
def test_the_command_fails_when_a_number_is_lost_or_a_planted_error_is_not_found(
    tallies, monkeypatch, capsys, name, found
):
    first = Counterexample(7, 8, 9, Kind.LOST, "A001 was given, found is None") if found else None
    wrong = tallies | {name: replace(tallies[name], found=Counter(found), first=first)}
    monkeypatch.setattr(campaign, "run", lambda *_: wrong)
    assert main([]) == 1
    told = capsys.readouterr().out
    assert "NOT AS WANTED" in told
    assert (f"--case {name} --replay 7:8:9" in told) == bool(found)


def test_a_place_that_cannot_be_replayed_is_told(capsys):
    with pytest.raises(SystemExit):
        main(["--replay", "7:8"])
    assert "'7:8' is not like 12:345:6" in capsys.readouterr().err


def test_a_cut_that_does_not_exist_is_told(capsys):
    assert main(["--case", "wal", "--replay", "0:999999:0"]) == 2
    assert capsys.readouterr().out == "wal, seed 0: there is no cut 999999\n"


def test_a_replay_leaves_its_disk_where_it_is_asked_to(tmp_path, capsys):
    assert main(["--case", "truncate", "--replay", "0:400:1", "--keep", str(tmp_path / "disk")]) == 0
    assert (tmp_path / "disk" / "desk.sqlite").read_bytes().startswith(b"SQLite format 3")
