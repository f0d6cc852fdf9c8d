"""A strict reader of Prometheus' text format 0.0.4, written from its description.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"')
SAMPLE = re.compile(rf"({NAME})(\{{(.*)\}})? (\S+)")
KINDS = ("counter", "gauge", "histogram")
SUFFIXES = {"histogram": ("_bucket", "_sum", "_count")}
Labels = tuple[tuple[str, str], ...]


@dataclass
class Read:
    """One family as it was read."""

    kind: str
    help: str
    samples: dict[tuple[str, Labels], float] = field(default_factory=dict)


def read_page(text: str) -> Mapping[str, Read]:
    """Every family; `AssertionError` names the line that breaks a rule."""
    assert text == "" or text.endswith("\n"), "the last line must end with a line feed"
    found: dict[str, Read] = {}
    now, waiting_help = "", ""
    for line in text.split("\n")[:-1]:
        if line.startswith("# HELP "):
            name, waiting_help = _help(line)
            assert name not in found, f"two HELP lines of {name}"
            now = name
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name == now and kind in KINDS, line
            assert name not in found, f"two TYPE lines of {name}"
            found[name] = Read(kind, waiting_help)
        else:
            _sample(line, found, now)
    for name, read in found.items():
        assert read.samples, f"{name} has no sample"
        if read.kind == "histogram":
            _check_histogram(name, read)
        elif read.kind == "counter":
            assert name.endswith("_total") and all(value >= 0 for value in read.samples.values()), name
    return found


def _help(line: str) -> tuple[str, str]:
    match = re.fullmatch(rf"# HELP ({NAME}) (.+)", line)
    assert match, line
    assert "\\" not in match[2].replace("\\\\", "").replace("\\n", ""), line
    return match[1], match[2]


def _sample(line: str, found: dict[str, Read], now: str) -> None:
    match = SAMPLE.fullmatch(line)
    assert match, line
    name, _, inside, value = match.groups()
    read = found.get(now)
    assert read is not None, f"a sample before its TYPE: {line}"
    suffixes = SUFFIXES.get(read.kind, ("",))
    assert name in [now + suffix for suffix in suffixes], f"{line} stands in the group of {now}"
    labels = _labels(inside or "", line)
    assert (name, labels) not in read.samples, f"twice: {line}"
    read.samples[name, labels] = float(value)


def _labels(inside: str, line: str) -> Labels:
    labels, rest = [], inside
    while rest:
        match = LABEL.match(rest)
        assert match, line
        labels.append((match[1], match[2]))
        rest = rest[match.end() :]
        assert rest == "" or rest.startswith(","), line
        rest = rest.removeprefix(",")
    assert len({name for name, _ in labels}) == len(labels), f"a label twice: {line}"
    return tuple(sorted(labels))


def _check_histogram(name: str, read: Read) -> None:
    series: dict[Labels, list[tuple[float, float]]] = {}
    for (sample, labels), value in read.samples.items():
        if sample == f"{name}_bucket":
            bound = float(dict(labels)["le"].replace("+Inf", "inf"))
            others = tuple(label for label in labels if label[0] != "le")
            series.setdefault(others, []).append((bound, value))
    for labels, buckets in series.items():
        bounds, counts = zip(*buckets, strict=True)
        assert list(bounds) == sorted(bounds) and bounds[-1] == float("inf"), f"{name} {labels}: {bounds}"
        assert list(counts) == sorted(counts), f"{name} {labels}: buckets must not fall"
        assert read.samples[f"{name}_count", labels] == counts[-1]
        assert read.samples[f"{name}_sum", labels] >= 0
