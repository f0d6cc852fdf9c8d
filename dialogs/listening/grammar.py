"""The list of phrases a recogniser is limited to, made so that Vosk survives it.

Responsible for: validation (an empty list, or no list at all, is a segmentation fault in Vosk 0.3.45), words
the model knows, in the spelling it knows. Sources: facts sheet, sections 1.3 and 1.4.
Not responsible for: which phrases they are (vocabulary.py).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from dialogs.listening.spellings import spellings, words_of

UNKNOWN = "[unk]"
LONGEST_PHRASE = 200  # characters
MOST_PHRASES = 5000

Knows = Callable[[str], bool]


class BadGrammar(ValueError):
    """What was given is no list of phrases."""


def grammar_json(phrases: Sequence[str], knows: Knows) -> str | None:
    """What Vosk takes for a grammar; None where the model knows nothing of it. Raises `BadGrammar`."""
    known = known_phrases(phrases, knows)
    if not known:
        return None
    if knows(UNKNOWN):
        known.append(UNKNOWN)
    return json.dumps(known, ensure_ascii=False)


def known_phrases(phrases: Sequence[str], knows: Knows) -> list[str]:
    """`phrases` of words the model knows, each once; others lose the words, or are left out."""
    kept = (" ".join(_known(words_of(phrase), knows)) for phrase in _checked(phrases))
    return list(dict.fromkeys(filter(None, kept)))


def unknown_words(phrases: Iterable[str], knows: Knows) -> list[str]:
    """The words that the model does not know in any spelling, in alphabetical order."""
    words = {word for phrase in phrases for word in words_of(phrase)}
    return sorted(word for word in words if not any(map(knows, spellings(word))))


def _known(words: Iterable[str], knows: Knows) -> Iterator[str]:
    for word in words:
        yield from [spelling for spelling in spellings(word) if knows(spelling)][:1]


def _checked(phrases: object) -> Sequence[str]:
    if not isinstance(phrases, list | tuple):
        raise BadGrammar(f"a grammar is a list of phrases, not {type(phrases).__name__}")
    if len(phrases) > MOST_PHRASES:
        raise BadGrammar(f"a grammar of {len(phrases)} phrases; at most {MOST_PHRASES}")
    for phrase in phrases:
        if not isinstance(phrase, str) or len(phrase) > LONGEST_PHRASE:
            raise BadGrammar(f"a phrase is a text of at most {LONGEST_PHRASE} characters: {phrase!r:.40}")
    return phrases
