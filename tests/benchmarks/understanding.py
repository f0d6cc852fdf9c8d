"""How long a question takes to be understood: what is shipped, and an office of 5,000 procedures."""

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from dialogs.languages import vi
from dialogs.material import Material
from dialogs.understanding import Understanding
from kiosk.site.knowledge import load_knowledge
from tests.benchmarks.clients import percentile
from tests.benchmarks.measures import Figure
from tests.benchmarks.robot import ROOT

PROCEDURES = 5000
PHRASES = 20
QUESTIONS = 400


def shipped(folder: Path) -> Iterator[Figure]:
    """Reading and indexing what is shipped, and milliseconds a question in each language."""
    started = time.perf_counter()
    knowledge = load_knowledge(ROOT / "config")
    for language in knowledge.materials:
        knowledge.understanding[language].understand("")
    yield Figure("knowledge read and indexed", time.perf_counter() - started, "s", "≤ 0.5")
    for language, material in knowledge.materials.items():
        yield from _asked(language, knowledge.understanding[language], _questions(material))


def many(folder: Path) -> Iterator[Figure]:
    """Milliseconds a question among thousands of generated procedures."""
    material = _generated(random.Random(1))
    started = time.perf_counter()
    understanding = Understanding(material)
    yield Figure(f"{PROCEDURES} procedures indexed", time.perf_counter() - started, "s", "")
    yield from _asked(f"{PROCEDURES} procedures", understanding, _questions(material))


def _asked(name: str, understanding: Understanding, questions: Sequence[str]) -> Iterator[Figure]:
    goal = "≤ 50" if str(PROCEDURES) in name else "≤ 5"
    times = []
    for question in questions:
        started = time.perf_counter()
        understanding.understand(question)
        times.append(1000 * (time.perf_counter() - started))
    yield Figure(f"question → meaning, {name}, p50", percentile(times, 0.5), "ms", goal)
    yield Figure(f"question → meaning, {name}, p99", percentile(times, 0.99), "ms", goal)


def _questions(material: Material) -> list[str]:
    """Wordings nobody wrote: halves of two phrases, some without accents, some with a slip."""
    chance = random.Random(2)
    phrases = [phrase for texts in material.procedures.values() for phrase in texts if "(" not in phrase]
    questions = []
    for number in range(QUESTIONS):
        first, second = chance.choice(phrases).split(), chance.choice(phrases).split()
        words = ["cho", "em", "hỏi", *first[: 2 + len(first) // 2], *second[len(second) // 2 :], "ạ"]
        if number % 3 == 1:
            words = [vi.plain(word) for word in words]
        if number % 3 == 2:
            slip = chance.randrange(len(words))
            words[slip] = words[slip][1:] + words[slip][:1]
        questions.append(" ".join(words))
    return questions


def _generated(chance: random.Random) -> Material:
    """Procedures of made-up names over the syllables and the frequencies of a real language (Zipf)."""
    beginnings = [
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "h",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "nh",
        "ph",
        "s",
        "t",
        "th",
        "tr",
        "v",
        "x",
    ]
    endings = [
        "a",
        "an",
        "ang",
        "anh",
        "ay",
        "ê",
        "en",
        "i",
        "inh",
        "o",
        "ong",
        "ơn",
        "u",
        "ung",
        "ươc",
        "ý",
        "ộc",
        "ạch",
    ]
    syllables = [beginning + ending for beginning in beginnings for ending in endings]
    chance.shuffle(syllables)
    weights = [1 / rank for rank in range(1, len(syllables) + 1)]
    procedures = {}
    for number in range(PROCEDURES):
        name = chance.choices(syllables, weights, k=6)
        procedures[f"p{number}"] = tuple(
            " ".join(chance.sample(name, k=4) + chance.choices(syllables, weights, k=4))
            for _ in range(PHRASES)
        )
    return Material("vi", procedures, {}, {})
