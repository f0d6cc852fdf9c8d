"""`python -m tests.understanding.score`: one table of how well the shipped configuration is understood."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Protocol

from dialogs.understood import Understood
from kiosk.config.problems import ConfigErrors
from kiosk.site.knowledge import load_knowledge
from tests.understanding import distort
from tests.understanding.judging import Judged, figures
from tests.understanding.sentences import KINDS, LANGUAGES, NAMES, Sentence, load

TYPING_RATE = 0.15
DERIVED = ("no_accents", "noise_10", "noise_20", "typing", "polite")
LISTED = (*KINDS[:2], *DERIVED, *KINDS[2:])
COLUMNS = {
    "n": "n",
    "wrong": "wrong",
    "first": "first %",
    "three": "in 3 %",
    "asked": "asked needlessly %",
    "clarify": "asked right %",
    "clarify_two": "asked two %",
    "refused": "refused %",
    "wrong_refusals": "wrong refusals %",
    "p50": "p50 ms",
    "p99": "p99 ms",
}
Distortion = Callable[[str, Random], str]


class Understanding(Protocol):
    """What is judged."""

    def understand(
        self, text: str, *, subject: str | None = None, expecting: frozenset[str] = ...
    ) -> Understood: ...


def distortions(language: str, vocabulary: Sequence[str]) -> dict[str, Distortion]:
    """The derived kinds of one language."""

    def noise(rate: float) -> Distortion:
        return lambda text, rng: distort.recogniser_noise(text, rate, rng, vocabulary, language=language)

    kinds: dict[str, Distortion] = {
        "no_accents": lambda text, _: distort.without_accents(text),
        "noise_10": noise(0.1),
        "noise_20": noise(0.2),
        "typing": lambda text, rng: distort.typing_errors(text, TYPING_RATE, rng),
        "polite": lambda text, rng: distort.polite(text, rng, language),
    }
    return kinds if language == "vi" else {name: kind for name, kind in kinds.items() if name != "no_accents"}


def spoken(name: str, language: str) -> dict[str, list[tuple[Sentence, str]]]:
    """Every sentence with the words in which it is put, by kind."""
    plain = load(name, language)
    base = plain["formal"] + plain["everyday"]
    words = sorted({word for one in base for word in one.text.lower().split() if word.isalpha()})
    kinds = {kind: [(one, one.text) for one in plain[kind]] for kind in KINDS[:2]}
    for kind, change in distortions(language, words).items():
        kinds[kind] = [(one, change(one.text, Random(f"{one.id} {kind}"))) for one in base]
    return kinds | {kind: [(one, one.text) for one in plain[kind]] for kind in KINDS[2:]}


def judge(understanding: Understanding, sentence: Sentence, text: str) -> Judged:
    """One sentence, understood, timed and judged."""
    begin = perf_counter()
    got = understanding.understand(text, subject=sentence.about, expecting=sentence.expecting)
    return Judged(sentence, text, got, 1000 * (perf_counter() - begin))


def measure(understanding: Understanding, name: str, language: str) -> dict[str, list[Judged]]:
    """Every sentence of a set and a language, judged, by kind."""
    understanding.understand("xin chào")  # what is built at first use is not a question's time
    said = spoken(name, language)
    return {kind: [judge(understanding, one, text) for one, text in pairs] for kind, pairs in said.items()}


def table(results: dict[str, dict[str, float]]) -> str:
    """The figures as one table; a figure without a meaning for a kind is left open."""
    width = max(len(row) for row in results) + 2
    rows = ["".ljust(width) + "  ".join(COLUMNS.values())]
    for row, values in results.items():
        cells = [_cell(values.get(key), key).rjust(len(head)) for key, head in COLUMNS.items()]
        rows.append(row.ljust(width) + "  ".join(cells))
    return "\n".join(line.rstrip() for line in rows)


def _cell(value: float | None, key: str) -> str:
    if value is None:
        return ""
    return (
        f"{value:.0f}"
        if key in ("n", "wrong")
        else f"{value:.2f}"
        if key in ("p50", "p99")
        else f"{value:.1f}"
    )


def errors(judged: list[Judged]) -> str:
    """Every wrong answer of a kind, one a line."""
    wrong = [one for one in judged if not one.right]
    return "\n".join(
        f"{one.sentence.id}  {one.text}\n    {one.sentence.wanted}  <-  {one.answer}" for one in wrong
    )


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """The command line; the errors of the report set are nobody's business."""
    parser = argparse.ArgumentParser(prog="python -m tests.understanding.score", description=__doc__)
    parser.add_argument("--set", choices=NAMES, default="develop", dest="name")
    parser.add_argument("--lang", choices=LANGUAGES, action="append")
    parser.add_argument(
        "--errors", metavar="KIND", help="also list the wrong answers of this kind (develop only)"
    )
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(given)
    if options.errors and options.name == "report":
        parser.error("errors of the report set are shown as counts only, so that nobody tunes on it")
    return options


def main(given: Sequence[str]) -> int:
    """Print the table, and the errors that were asked for."""
    options = arguments(given)
    begin = perf_counter()
    try:
        knowledge = load_knowledge(options.config)
        understandings = [(one, knowledge.understanding[one]) for one in options.lang or LANGUAGES]
    except ConfigErrors as errors_of_config:
        print(errors_of_config, file=sys.stderr)
        return 1
    built = 1000 * (perf_counter() - begin)
    results: dict[str, dict[str, float]] = {}
    listed: list[str] = []
    for language, understanding in understandings:
        judged = measure(understanding, options.name, language)
        results |= {f"{language} {kind}": figures(answers) for kind, answers in judged.items()}
        listed.append(errors(judged.get(options.errors, [])))
    if options.json:
        print(json.dumps({"set": options.name, "built_ms": built, "figures": results}, ensure_ascii=False))
        return 0
    print(f"set {options.name}, configuration read and indexed in {built:.0f} ms\n\n{table(results)}")
    print("".join(f"\n{part}" for part in listed if part))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
