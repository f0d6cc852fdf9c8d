"""Search over phrases: words with and without accents, neighbours, pieces of words."""

from dialogs.index.phrases import Phrase, Target
from dialogs.index.ranking import Found, Ranking
from dialogs.index.search import PhraseIndex

__all__ = ["Found", "Phrase", "PhraseIndex", "Ranking", "Target"]
