"""Synthesise the phrases and train a small phone classifier: writes am.npz and lexicon.json.

python -m tests.speech_model.train [--epochs 7] [--repeats 2] [--out build/hall]
"""

import argparse
import json
import os
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices: two threads only wait for each other

import numpy as np

from tests.speech_model import corpus, features
from tests.speech_model.network import Network

BATCH = 1024
LEAST_SHARE = 0.05  # of a word's readings: rarer pronunciations are left out (dialects differ)


@dataclass
class Frames:
    """What is learnt from: frames, their phones, and the bounds of the utterance each belongs to."""

    inputs: np.ndarray
    targets: np.ndarray
    first: np.ndarray
    last: np.ndarray


@dataclass
class Spoken:
    """Speech, frame by frame, with the phones' places."""

    utterances: list[tuple[np.ndarray, list[tuple[int, str, int]], int, int]] = field(default_factory=list)
    readings: defaultdict[str, Counter[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, text: str, voice: str, rng: random.Random, np_rng: np.random.Generator) -> None:
        """One more reading of `text`."""
        audio, labels = corpus.speak_labelled(text, voice, rng.randint(120, 190), rng.randint(35, 65))
        phones: dict[int, list[str]] = defaultdict(list)
        for _, phone, index in labels:
            if phone != corpus.SILENCE and index >= 0:
                phones[index].append(phone)
        for index, word in enumerate(text.split()):
            if phones[index]:
                self.readings[word][tuple(phones[index])] += 1
        noisy, lead = features.in_training_room(audio, np_rng)
        self.utterances.append((features.mfcc(noisy), labels, lead, lead + len(audio)))

    def phones(self) -> list[str]:
        """All phones, silence first."""
        return [corpus.SILENCE, *sorted({p for c in self.readings.values() for row in c for p in row})]

    def lexicon(self) -> dict[str, list[list[str]]]:
        """Word → its pronunciations."""
        return {
            word: [list(row) for row, n in counts.items() if n >= LEAST_SHARE * sum(counts.values())]
            for word, counts in self.readings.items()
        }

    def frames(self) -> Frames:
        """Everything in four arrays."""
        number = {phone: i for i, phone in enumerate(self.phones())}
        inputs, targets, first, last, start = [], [], [], [], 0
        for frames, labels, lead, end in self.utterances:
            inputs.append(frames)
            targets.append(_targets(len(frames), labels, lead, end, number))
            first.append(np.full(len(frames), start))
            start += len(frames)
            last.append(np.full(len(frames), start - 1))
        return Frames(*(np.concatenate(part) for part in (inputs, targets, first, last)))


def _targets(
    count: int, labels: list[tuple[int, str, int]], lead: int, end: int, number: dict[str, int]
) -> np.ndarray:
    target = np.zeros(count, np.int32)
    for k, (sample, phone, _) in enumerate(labels):
        stop = labels[k + 1][0] + lead if k + 1 < len(labels) else end
        a, b = (sample + lead - 200) // 160, (stop - 200) // 160
        target[max(0, a) : max(0, b)] = number.get(phone, 0)
    return target


def loose_words(phrases: list[str], extra: list[str], rng: random.Random) -> list[str]:
    """Texts for words that stand in no phrase: each alone and in two random rows of three."""
    vocabulary = sorted({word for phrase in phrases for word in phrase.split()} | set(extra))
    rows = [f"{rng.choice(vocabulary)} {word} {rng.choice(vocabulary)}" for word in extra for _ in range(2)]
    return [*extra, *rows]


def learn(frames: Frames, sizes: list[int], epochs: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Train; what export.py needs."""
    mean, deviation = frames.inputs.mean(0), frames.inputs.std(0) + 1e-3
    inputs = (frames.inputs - mean) / deviation
    offsets = np.array(features.OFFSETS)

    def spliced(index: np.ndarray) -> np.ndarray:
        near = np.clip(index[:, None] + offsets, frames.first[index][:, None], frames.last[index][:, None])
        return inputs[near].reshape(len(index), -1)

    network = Network([features.CEPS * len(offsets), *sizes], rng)
    total, steps, began = epochs * (len(inputs) // BATCH), 0, time.monotonic()
    for epoch in range(epochs):
        order = rng.permutation(len(inputs))
        for i in range(0, len(order) - BATCH + 1, BATCH):
            rate = 2e-3 * 0.5 * (1 + np.cos(np.pi * steps / total)) + 2e-5
            network.step(spliced(order[i : i + BATCH]), frames.targets[order[i : i + BATCH]], rate)
            steps += 1
        sample = np.arange(0, len(inputs), 17)
        right = (network.forward(spliced(sample))[-1].argmax(1) == frames.targets[sample]).mean()
        print(f"epoch {epoch + 1}: {right:.1%} of frames right, {time.monotonic() - began:.0f} s", flush=True)
    prior = np.bincount(frames.targets, minlength=sizes[-1]) / len(frames.targets)
    arrays = {f"w{i}": w for i, w in enumerate(network.weights)} | {
        f"b{i}": b for i, b in enumerate(network.biases)
    }
    return {
        "layers": np.array(len(network.weights)),
        "mean": mean,
        "deviation": deviation,
        "prior": prior,
        **arrays,
    }


def main() -> None:
    """Train on phrase files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = ("hall_100.txt", "talk.txt", "procedures.txt", "robot.txt")
    parser.add_argument("--train", type=Path, nargs="+", default=[corpus.PHRASES / name for name in names])
    parser.add_argument("--words", type=Path, default=corpus.PHRASES / "words.txt")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--repeats", type=int, default=2, help="readings of each phrase by each voice")
    parser.add_argument("--hidden", default="256,128", help="sizes of the hidden layers")
    parser.add_argument("--out", type=Path, default=corpus.HERE / "build/hall")
    options = parser.parse_args()
    rng, np_rng = random.Random(0), np.random.default_rng(0)
    phrases = corpus.read_phrases(*options.train)
    extra = [word for row in corpus.read_phrases(options.words) for word in row.split()]
    spoken = Spoken()
    texts = phrases + loose_words(phrases, extra, rng)
    for text in texts:
        for voice in corpus.TRAIN_VOICES:
            for _ in range(options.repeats):
                spoken.add(text, voice, rng, np_rng)
    missing = {word for text in texts for word in text.split()} - spoken.readings.keys()
    if missing:
        raise SystemExit(f"espeak-ng gave no phones for: {' '.join(sorted(missing))}")
    frames, phones = spoken.frames(), spoken.phones()
    print(f"{len(phrases)} phrases, {len(spoken.readings)} words, {len(phones)} phones")
    sizes = [*(int(size) for size in options.hidden.split(",")), len(phones)]
    spoken.utterances.clear()
    options.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.out / "am.npz", **learn(frames, sizes, options.epochs, np_rng))
    lexicon = {"phones": phones, "phrases": phrases, "words": spoken.lexicon()}
    (options.out / "lexicon.json").write_text(
        json.dumps(lexicon, ensure_ascii=False, indent=0), encoding="utf8"
    )


if __name__ == "__main__":
    main()
