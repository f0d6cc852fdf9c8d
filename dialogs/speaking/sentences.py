"""A text in pieces that are spoken one after the other, so that the first sound comes early.

Responsible for: where a sentence ends, and where a long one may be cut. Not responsible for: how it is read
(dialogs.reading) and for making the pauses (samples.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 200  # characters of one piece: espeak's time grows with the square of it
SHORTEST_CUT = 40  # a piece is not cut off before this, there would be a pause after hardly a word

SENTENCE_PAUSE_S = 0.35
WEAK_PAUSES_S = {";": 0.25, ":": 0.25, ",": 0.15}

# Before a dot that ends no sentence, in lower case:
_TITLES = "p q tp tx tt ttr ths ts gs pgs bs ks mr mrs ms dr st"  # a name follows
_USUAL = "x h đ cn lk v.v no nos etc e.g i.e vs"  # unless a capital follows
TITLES, USUAL = frozenset(_TITLES.split()), frozenset(_USUAL.split())

_END = re.compile(r"[.?!…]+[\"'”’»)\]]*(?=\s|$)|\n+")
_WORD_BEFORE = re.compile(r"[^\s\"'“‘«(\[]*$")
_INITIAL = re.compile(r"\w\.")
_CUT = re.compile(r"[;:,](?=\s)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words without blanks at their ends, and the pause after them at 150 words a minute."""

    words: str
    pause_s: float


def sentences(text: str) -> list[Piece]:
    """The pieces of `text`; those without a letter or digit are left out."""
    return [piece for sentence in _sentences(text) for piece in _cut(sentence) if _can_be_heard(piece.words)]


def _sentences(text: str) -> Iterator[str]:
    begin = 0
    for end in _END.finditer(text):
        if _ends_sentence(text, begin, end):
            yield text[begin : end.end()]
            begin = end.end()
    yield text[begin:]


def _ends_sentence(text: str, begin: int, end: re.Match[str]) -> bool:
    mark = end.group()
    if mark != "." and not mark.startswith(("...", "…")):
        return True
    rest = text[end.end() :].lstrip(" \t\"'“‘«([")
    if not rest or rest.startswith("\n"):
        return True
    before = _WORD_BEFORE.search(text, begin, end.start())
    word = before.group() if before else ""
    if mark == ".":
        return not _is_abbreviated(
            word, rest, is_first=not text[begin : end.start()].removesuffix(word).strip()
        )
    return not rest[0].islower() or text.islower()


def _is_abbreviated(word: str, rest: str, *, is_first: bool) -> bool:
    """Whether the dot after `word` belongs to it."""
    if word.isdigit():
        return is_first  # "1. Tờ khai"
    name = word.lower()
    if name in TITLES:
        return len(name) > 1 or word.isupper() or rest[0].isdigit()
    if name in USUAL:
        return not rest[0].isupper()
    return len(word) == 1 and word.isupper() and bool(_INITIAL.match(rest) or rest[0].islower())


def _cut(sentence: str) -> Iterator[Piece]:
    words, pause_s = " ".join(sentence.split()), SENTENCE_PAUSE_S
    while len(words) > LONGEST:
        at = _where_to_cut(words)
        yield Piece(words[:at].strip(), WEAK_PAUSES_S.get(words[at - 1], 0.0))
        words = words[at:].strip()
    yield Piece(words, pause_s)


def _where_to_cut(words: str) -> int:
    """After the last comma of the longest piece, else at its last blank, else in a word."""
    marks = [match.end() for match in _CUT.finditer(words, 0, LONGEST + 1) if match.end() <= LONGEST]
    if marks and marks[-1] >= SHORTEST_CUT:
        return marks[-1]
    blank = words.rfind(" ", 0, LONGEST + 1)
    return blank if blank >= SHORTEST_CUT else LONGEST


def _can_be_heard(words: str) -> bool:
    return any(map(str.isalnum, words))
