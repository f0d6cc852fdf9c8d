"""Write the trained network and the phrases as a Vosk model folder, and pack it.

python -m tests.speech_model.export [--build build/hall] [--name hall-vi-espeak]
python -m tests.speech_model.export --static    graph/HCLG.fst: Vosk ignores a grammar

Kaldi reads models in text form and OpenFst's "vector" format is a list of structs: neither is needed here.
"""

import argparse
import gzip
import json
import shutil
import tarfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np

from tests.speech_model import corpus, features
from tests.speech_model.acoustic import acoustic_model
from tests.speech_model.graphs import (
    PLACES,
    SILENCE,
    UNKNOWN,
    Pronunciations,
    bigram,
    kaldi_phone,
    loop_graph,
    static_graph,
)

SUBSAMPLING = 3  # Vosk counts 0.03 s per output frame; any other value makes word times wrong
UNKNOWN_LEVEL = 0.5  # log likelihood ratio of "some speech": a right phone has about 4, a wrong one -5
README = "TEST ONLY. Trained on synthetic espeak-ng Vietnamese; understands espeak voices, not people.\n"
MODEL_CONF = (
    "--min-active=200\n--max-active=3000\n--beam=15.0\n--lattice-beam=4.0\n"
    f"--acoustic-scale=0.2\n--frame-subsampling-factor={SUBSAMPLING}\n"
    "--endpoint.silence-phones=1\n"
    "--endpoint.rule2.min-trailing-silence=0.5\n"
    "--endpoint.rule3.min-trailing-silence=0.75\n"
    "--endpoint.rule4.min-trailing-silence=1.0\n"
)


@dataclass
class Trained:
    """What train.py has left."""

    phrases: list[str]
    words: list[str]
    number: dict[str, int]  # of words in the graphs, from 1
    pronunciations: Pronunciations
    phone_count: int
    weights: list[np.ndarray]
    biases: list[np.ndarray]
    prior: np.ndarray


def trained(build: Path) -> Trained:
    """Read it; the scaling of the input is folded into the first layer."""
    lexicon = json.loads((build / "lexicon.json").read_text(encoding="utf8"))
    phones = {phone: i for i, phone in enumerate(lexicon["phones"])}
    if phones[corpus.SILENCE] != SILENCE:
        raise ValueError("silence must be the first phone")
    rows = {word: [[phones[p] for p in row] for row in several] for word, several in lexicon["words"].items()}
    words = sorted(rows)
    number = {word: i + 1 for i, word in enumerate([*words, UNKNOWN])}
    data = np.load(build / "am.npz")
    weights = [data[f"w{i}"].astype(np.float64) for i in range(int(data["layers"]))]
    biases = [data[f"b{i}"].astype(np.float64) for i in range(int(data["layers"]))]
    mean, deviation = (np.tile(data[key], len(features.OFFSETS)) for key in ("mean", "deviation"))
    weights[0] = weights[0] / deviation[:, None]
    biases[0] = biases[0] - mean @ weights[0]
    return Trained(lexicon["phrases"], words, number, rows, len(phones), weights, biases, data["prior"])


def write_model(out: Path, model: Trained, static: bool) -> None:
    """The folder as Vosk wants it."""
    for folder in ("am", "graph/phones", "conf"):
        (out / folder).mkdir(parents=True)
    any_speech = model.phone_count  # the last pdf, used by [unk] alone
    text = acoustic_model(any_speech + 1, model.weights, model.biases, model.prior, UNKNOWN_LEVEL)
    (out / "am/final.mdl").write_text(text)
    words = "".join(f"{word} {i}\n" for word, i in model.number.items())
    (out / "graph/words.txt").write_text("<eps> 0\n" + words, encoding="utf8")
    _write_graphs(out / "graph", model, static)
    boundary = [f"{kaldi_phone(p, place)} {place}" for p in range(1, any_speech + 1) for place in PLACES]
    (out / "graph/phones/word_boundary.int").write_text("\n".join(["1 nonword", *boundary]) + "\n")
    (out / "conf/mfcc.conf").write_text(features.MFCC_CONF)
    (out / "conf/model.conf").write_text(MODEL_CONF)
    (out / "README").write_text(README)


def _write_graphs(folder: Path, model: Trained, static: bool) -> None:
    grammar, histories = bigram(model.phrases, model.words, model.number)
    if static:
        rows = {word: model.pronunciations[word] for word in model.words}
        static_graph(grammar, histories, model.number, rows).write(folder / "HCLG.fst")
        return
    loop = loop_graph(model.words, model.number, model.pronunciations, model.phone_count)
    loop.write(folder / "HCLr.fst")
    grammar.write(folder / "Gr.fst")
    (folder / "disambig_tid.int").write_text("")  # no disambiguation symbols are used


def pack(folder: Path, file: Path) -> None:
    """`folder` as tar.gz, the same bytes every time."""
    tar = BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path in [folder, *sorted(folder.rglob("*"))]:
            info = archive.gettarinfo(str(path), str(path.relative_to(folder.parent)))
            info.mtime = info.uid = info.gid = 0
            info.uname = info.gname = ""
            info.mode = 0o755 if path.is_dir() else 0o644
            with path.open("rb") if path.is_file() else BytesIO() as content:
                archive.addfile(info, content)
    file.write_bytes(gzip.compress(tar.getvalue(), 9, mtime=0))


def main() -> None:
    """Write and pack one model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", type=Path, default=corpus.HERE / "build/hall")
    parser.add_argument("--name", default="hall-vi-espeak")
    parser.add_argument("--static", action="store_true")
    options = parser.parse_args()
    out = options.build / options.name
    if out.exists():
        shutil.rmtree(out)
    model = trained(options.build)
    write_model(out, model, options.static)
    packed = corpus.HERE / f"{options.name}.tar.gz"
    pack(out, packed)
    print(f"{packed}: {len(model.words)} words, {model.phone_count} phones, {packed.stat().st_size} bytes")


if __name__ == "__main__":
    main()
