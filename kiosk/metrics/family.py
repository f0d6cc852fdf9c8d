"""A family of figures, and the text they are told in (Prometheus text format 0.0.4).

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Kind(StrEnum):
    """How the figures of a family behave."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Family:
    """Figures of one name; `labels` tell them apart, `buckets` are the upper bounds of a histogram."""

    name: str
    kind: Kind
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """One figure; `suffix` and `le` belong to histograms."""

    value: float
    labels: tuple[str, ...] = ()
    suffix: str = ""
    le: str = ""


Figures = dict[Family, list[Sample]]


def exposition(families: Iterable[Family], figures: Figures) -> str:
    """The page with `families` in their order; those without a figure are left out."""
    return "".join(f"{line}\n" for family in families for line in _family(family, figures.get(family, [])))


def number(value: float) -> str:
    """The shortest text of a figure."""
    return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(float(value))


def _family(family: Family, samples: list[Sample]) -> Iterator[str]:
    if not samples:
        return
    yield f"# HELP {family.name} {family.help.replace(chr(92), chr(92) * 2)}"
    yield f"# TYPE {family.name} {family.kind}"
    for sample in samples:
        yield f"{family.name}{sample.suffix}{_labels(family, sample)} {number(sample.value)}"


def _labels(family: Family, sample: Sample) -> str:
    pairs = [*zip(family.labels, sample.labels, strict=True)]
    if sample.le:
        pairs.append(("le", sample.le))
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in pairs) + "}" if pairs else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")
