"""Phrases of different meanings that are the same, or nearly."""

from collections.abc import Callable, Iterable, Iterator

from dialogs.languages import language_of
from dialogs.wordings import cleaned
from kiosk.config.dialog_schema import Examples
from kiosk.config.document import KeyPath
from kiosk.config.problems import Problem, quoted
from kiosk.site.knowledge.phrasebook import Said
from kiosk.site.knowledge.reading import Sheet

FEWEST_NEAR = 3  # words; shorter phrases mean another thing in another order
SHORTEST_NEAR = 12  # letters; shorter phrases differ by one letter and mean another thing

_Pair = tuple[tuple[int, KeyPath], tuple[int, KeyPath]]


def same_phrases(all_said: Iterable[Said]) -> Iterator[Problem]:
    """Wordings that stand under two meanings, each once a phrase."""
    first_said: dict[str, Said] = {}
    told: set[_Pair] = set()
    for said in all_said:
        first = first_said.setdefault(said.wording, said)
        if first.place.meaning != said.place.meaning and _is_new(said, first, told):
            message = (
                f"{quoted(said.wording)} means {said.place.meaning} here, and {first.place.meaning} in "
                f"{first.place.document.file.name} line {first.place.line} (keep one of them)"
            )
            yield said.place.document.problem(said.place.path, "same-phrase", message)


def alike_warnings(all_said: Iterable[Said], language: str) -> Iterator[Problem]:
    """Phrases of different meanings that only accents, the order of words or one letter keep apart.

    Phrases of near groups are left out: they are alike on purpose.
    """
    told: set[_Pair] = set()
    compared = [said for said in all_said if not said.place.is_near]
    for how, keys in _ways(language):
        first_said: dict[str, Said] = {}
        for said in compared:
            for key in keys(said.wording):
                first = first_said.setdefault(key, said)
                different = first.place.meaning != said.place.meaning and first.wording != said.wording
                if different and _is_new(said, first, told):
                    yield _alike(said, first, how)


def examples_among_phrases(
    all_said: Iterable[Said], examples: Iterable[Sheet[Examples]]
) -> Iterator[Problem]:
    """Examples of procedures that are among their phrases word for word, and so prove nothing: warnings."""
    known = {(said.place.meaning, said.wording): said.place for said in all_said}
    for sheet in examples:
        for number, entry in enumerate(sheet.values.root):
            place = known.get((f"the procedure {entry.expect.procedure}", cleaned(entry.say)))
            if place is not None:
                message = (
                    f"{quoted(entry.say)} is a phrase in {place.document.file.name} line {place.line} "
                    "(say it in other words)"
                )
                yield sheet.document.problem(
                    (number, "say"), "example-is-phrase", message, severity="warning"
                )


def _ways(language: str) -> tuple[tuple[str, Callable[[str], Iterator[str]]], ...]:
    plain = language_of(language).plain

    def without_accents(wording: str) -> Iterator[str]:
        yield " ".join(map(plain, wording.split()))

    return (
        ("the same without accents", without_accents),
        ("the same words in another order", _words_in_order),
        ("only one letter apart", _with_a_letter_less),
    )


def _words_in_order(wording: str) -> Iterator[str]:
    words = wording.split()
    if len(words) >= FEWEST_NEAR:
        yield " ".join(sorted(words))


def _with_a_letter_less(wording: str) -> Iterator[str]:
    if len(wording) < SHORTEST_NEAR or "{" in wording:
        return
    for position, letter in enumerate(wording):
        if not letter.isdigit():
            yield f"{wording[:position]}?{wording[position + 1 :]}"


def _is_new(said: Said, first: Said, told: set[_Pair]) -> bool:
    """Whether the two phrases have not been told of before; they are from now on."""
    pair = ((id(said.place.document), said.place.path), (id(first.place.document), first.place.path))
    if pair in told:
        return False
    told.add(pair)
    return True


def _alike(said: Said, first: Said, how: str) -> Problem:
    message = (
        f"{quoted(said.wording)} ({said.place.meaning}) and {quoted(first.wording)} "
        f"({first.place.meaning}, {first.place.document.file.name} line {first.place.line}) are {how} "
        "(make them differ more, or ask between them with a near group)"
    )
    return said.place.document.problem(said.place.path, "near-phrases", message, severity="warning")
