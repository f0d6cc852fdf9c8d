"""Each named state is recognised from a minimal history, and not from a near miss."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.rehearsal.facts import KINDS, Value, Witness
from kiosk.rehearsal.states import ALL, STATES, Sightings

HISTORIES = Path(__file__).with_name("states.txt")
REFERENCE = Path(__file__).parents[2] / "docs/reference/rehearsal-states.md"
PAUSE_S = 1.0


@dataclass
class Example:
    """How a state is reached, and how nearly."""

    reached: str = ""
    missed: str = ""


@dataclass
class Rehearsed:
    """Facts by the words of the file."""

    now_s: float = 0.0
    witness: Witness = field(init=False)

    def __post_init__(self) -> None:
        self.witness = Witness(lambda: self.now_s)

    def tell(self, told: str) -> None:
        words = told.split()
        self.now_s += float(words.pop(0)[1:]) if words[0].startswith("@") else PAUSE_S
        times = int(words.pop(0)) if words[0].isdecimal() else 1
        kind, *given = words
        for n in range(times):
            values = dict(zip(KINDS[kind], map(value_of, filter(is_positional, given)), strict=False))
            values |= {name: value_of(text) for name, text in (w.split("=") for w in given if "=" in w)}
            if times > 1:
                values["ticket"] = f"{values['ticket']}{n}"
            self.witness.tell(kind, **{name: values.get(name) for name in KINDS[kind]})


def is_positional(word: str) -> bool:
    return "=" not in word


def value_of(word: str) -> Value:
    constants: dict[str, Value] = {"-": None, "True": True, "False": False}
    if word in constants:
        return constants[word]
    return int(word) if re.fullmatch(r"-?\d+", word) else word


def examples() -> dict[str, Example]:
    found: dict[str, Example] = {}
    example = Example()
    for line in HISTORIES.read_text().splitlines():
        if line.startswith("+ "):
            example.reached = line[2:]
        elif line.startswith("- "):
            example.missed = line[2:]
        elif line and not line.startswith("#"):
            example = found[line] = Example()
    return found


EXAMPLES = examples()


def sightings(history: str) -> list[dict[str, int]]:
    """The counts after each fact."""
    rehearsed = Rehearsed()
    seen = Sightings(rehearsed.witness)
    counts = []
    for told in history.split(";"):
        rehearsed.tell(told.strip())
        counts.append(dict(seen.counts))
    return counts


def test_every_state_has_its_histories() -> None:
    assert list(EXAMPLES) == list(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_state_is_reached_with_the_last_fact(name: str) -> None:
    counts = [seen[name] for seen in sightings(EXAMPLES[name].reached)]
    assert counts == [0] * (len(counts) - 1) + [1]


@pytest.mark.parametrize("name", ALL)
def test_a_near_miss_is_no_sighting(name: str) -> None:
    assert sightings(EXAMPLES[name].missed)[-1][name] == 0


def test_names_are_unlike_and_enough() -> None:
    assert len(ALL) == len(STATES) >= 60


def test_every_kind_that_a_state_waits_for_is_told() -> None:
    assert [state.name for state in STATES if not set(state.kinds) <= set(KINDS)] == []


def test_only_the_wanted_states_are_counted() -> None:
    rehearsed = Rehearsed()
    seen = Sightings(rehearsed.witness, ["feed_pressed"])
    rehearsed.tell("hands press_feed")
    rehearsed.tell("hands reconnect_elsewhere")
    assert seen.counts == {"feed_pressed": 1}


def test_the_reference_has_every_state_in_its_words() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", REFERENCE.read_text(), re.MULTILINE)
    assert rows == list(ALL.items())
