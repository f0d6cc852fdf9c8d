"""The graphs of a Vosk model: a loop of words or [unk], a bigram model, or both in one."""

import math
from collections import Counter, defaultdict
from itertools import pairwise

from tests.speech_model.fst import Fst

HMM_STATES = 1  # emitting states per phone, all with the phone's own pdf
HALF = math.log(2)  # cost of either transition out of an HMM state
SILENCE = 0  # train.py puts silence first
PLACES = ("begin", "end", "internal", "singleton")  # places in the word; Vosk needs them for word times
UNKNOWN = "[unk]"
DISCOUNT = 0.3  # share of a word's followers that goes to the unigram model
EXTRA_WORD_COUNT = 0.5  # unigram count of a word that is in no phrase

Pronunciations = dict[str, list[list[int]]]


def kaldi_phone(phone: int, place: str) -> int:
    """Kaldi's number of a phone at a place in the word: 1 is silence, then four numbers for each phone."""
    return 1 if phone == SILENCE else 2 + 4 * (phone - 1) + PLACES.index(place)


def transition_id(kaldi: int, state: int, self_loop: bool) -> int:
    """1-based; the order of the <Triples>, in each the self-loop first (as in the topology)."""
    return 2 * ((kaldi - 1) * HMM_STATES + state) + (1 if self_loop else 2)


def _places(count: int) -> list[str]:
    return ["singleton"] if count == 1 else ["begin", *["internal"] * (count - 2), "end"]


def _phone_path(fst: Fst, source: int, phones: list[int], target: int, cost: float = 0.0) -> None:
    for phone, place in zip(phones, _places(len(phones)), strict=True):
        for state in range(HMM_STATES):
            inside, kaldi = fst.state(), kaldi_phone(phone, place)
            fst.arc(source, transition_id(kaldi, state, False), 0, cost, inside)
            fst.arc(inside, transition_id(kaldi, state, True), 0, HALF, inside)
            source, cost = inside, HALF
    fst.arc(source, 0, 0, HALF, target)


def _word(fst: Fst, entry: int, pronunciations: list[list[int]], target: int) -> None:
    """entry → one of the pronunciations → perhaps silence → target."""
    end = fst.state()
    for phones in pronunciations:
        _phone_path(fst, entry, phones, end, math.log(len(pronunciations)))
    fst.arc(end, 0, 0, HALF, target)
    _phone_path(fst, end, [SILENCE], target, HALF)


def bigram(phrases: list[str], words: list[str], number: dict[str, int]) -> tuple[Fst, dict[str, int]]:
    """Bigram model with one back-off state over word numbers; and word → the state after it."""
    follows, unigram = _counted(phrases, words)
    total = sum(unigram.values())
    fst = Fst()
    state = {word: fst.state() for word in ["<s>", *words]}
    backoff = fst.state()
    fst.start = state["<s>"]
    for history, here in state.items():
        count = sum(follows[history].values())
        share = 1 - DISCOUNT if count else 0.0
        for word, n in follows[history].items():
            cost = -math.log(share * n / count)
            if word == "</s>":
                fst.final[here] = cost
            else:
                fst.arc(here, number[word], number[word], cost, state[word])
        fst.arc(here, 0, 0, -math.log(1 - share), backoff)
    fst.final[backoff] = -math.log(unigram["</s>"] / total)
    for word in words:
        fst.arc(backoff, number[word], number[word], -math.log(unigram[word] / total), state[word])
    return fst, state


def _counted(phrases: list[str], words: list[str]) -> tuple[defaultdict[str, Counter[str]], Counter[str]]:
    follows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    unigram: Counter[str] = Counter()
    for phrase in phrases:
        tokens = ["<s>", *phrase.split(), "</s>"]
        for a, b in pairwise(tokens):
            follows[a][b] += 1
            unigram[b] += 1
    for word in words:
        unigram[word] = unigram[word] or EXTRA_WORD_COUNT
    return follows, unigram


def loop_graph(
    words: list[str], number: dict[str, int], pronunciations: Pronunciations, any_speech: int
) -> Fst:
    """HCLr: any row of words (or [unk]) with perhaps silence between them."""
    fst = Fst()
    root, fst.start = fst.state(), fst.state()
    fst.final[root] = 0.0
    fst.arc(fst.start, 0, 0, HALF, root)
    _phone_path(fst, fst.start, [SILENCE], root, HALF)
    for word in words:
        entry = fst.state()
        fst.arc(root, 0, number[word], 0.0, entry)
        _word(fst, entry, pronunciations[word], root)
    entry = fst.state()
    fst.arc(root, 0, number[UNKNOWN], 0.0, entry)
    _word(fst, entry, [[any_speech] * 3], root)
    return fst


def static_graph(
    grammar: Fst, histories: dict[str, int], number: dict[str, int], pronunciations: Pronunciations
) -> Fst:
    """HCLG: the bigram model, every word replaced by its phones (no [unk]); Vosk ignores grammars then."""
    fst = Fst()
    fst.arcs = [[] for _ in grammar.arcs]
    fst.final = dict(grammar.final)
    entry = {}
    for word, rows in pronunciations.items():
        entry[number[word]] = fst.state()
        _word(fst, entry[number[word]], rows, histories[word])
    for source, arcs in enumerate(grammar.arcs):
        for _, word, cost, target in arcs:
            fst.arc(source, 0, word, cost, entry[word] if word else target)
    fst.start = fst.state()
    fst.arc(fst.start, 0, 0, HALF, grammar.start)
    _phone_path(fst, fst.start, [SILENCE], grammar.start, HALF)
    return fst
