"""What a citizen's sentence means: layers from the surest to the vaguest, the first that knows answers."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dialogs.commands import Commands, StopWord, command
from dialogs.decision import Decision
from dialogs.material import Material
from dialogs.memory import paused
from dialogs.preparation import Prepared
from dialogs.topics import Topics
from dialogs.understood import STOP, Candidate, Understood
from dialogs.words import LONGEST_TEXT

NO_MATCH = Understood("no_match")
ANSWERS = ("yes", "no")
CANCEL = "cancel"  # said in one word it is a no where one is asked for
MIN_TOPICAL = 0.8  # of the words of a question about "it": they must be words of topics


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in usual words, `core` without courtesy, and what the talk is about."""

    words: list[str]
    core: list[str]
    subject: str | None
    expecting: frozenset[str]


class Understanding:
    """Understands the sentences of one language."""

    def __init__(self, material: Material) -> None:
        with paused():
            self._build(Prepared(material))

    def _build(self, prepared: Prepared) -> None:
        self._courtesy = prepared.courtesy
        self._exact = prepared.exact()
        self._bare = prepared.bare()
        self._stop = StopWord(prepared)
        self._commands = Commands(prepared)
        self._topics = Topics(
            prepared.topics(), prepared.courtesy.vocabulary | prepared.language.weak, prepared.language
        )
        self._decision = Decision(prepared, self._commands)
        self._layers: tuple[Callable[[Sentence], Understood | None], ...] = (
            self._stop_word,
            self._known_wording,
            self._answer,
            self._wish,
        )

    def understand(
        self, text: str, *, subject: str | None = None, expecting: frozenset[str] = frozenset()
    ) -> Understood:
        """The meaning of `text`, while the talk is about `subject` and a question waits for `expecting`."""
        if len(text) > LONGEST_TEXT:
            return NO_MATCH
        words = self._courtesy.words(text)
        if not words:
            return NO_MATCH
        sentence = Sentence(words, self._courtesy.core(words), subject, expecting)
        answers = (layer(sentence) for layer in self._layers)
        return next((understood for understood in answers if understood is not None), NO_MATCH)

    def _stop_word(self, sentence: Sentence) -> Understood | None:
        words = sentence.words
        if self._stop.said(words) or (self._stop.sounds(words) and not self._exact.find(words)):
            return command(STOP)
        return None

    def _known_wording(self, sentence: Sentence) -> Understood | None:
        words, core = sentence.words, sentence.core
        understood = self._known(words, core)
        if understood is not None:
            called_off = understood.id == CANCEL and len(core) == 1 and "no" in sentence.expecting
            return command("no") if called_off else self._meaning(understood, sentence)
        return self._commands.exactly(words) or (self._commands.exactly(core) if core != words else None)

    def _answer(self, sentence: Sentence) -> Understood | None:
        if sentence.expecting.isdisjoint(ANSWERS):
            alone = not self._courtesy.is_all(sentence.words) and self._commands.only(sentence.words, ANSWERS)
            return command(alone) if alone else None
        answer = self._commands.beginning(sentence.words, ANSWERS)
        if not answer or self._decision.of_search(sentence.core).kind in ("procedure", "clarify"):
            return None
        return command(answer)

    def _wish(self, sentence: Sentence) -> Understood | None:
        topic, rest = self._topics.part(sentence.words)
        understood = self._decision.of_search(sentence.core)
        if understood.kind in ("topic", "no_match"):
            understood = self._named(topic, rest) or understood
        match understood.kind:
            case "procedure" | "clarify":
                return replace(understood, topic=topic)
            case "command" if self._commands.refused(understood.id, sentence.words):
                return command("no")
            case "command" if not (topic and sentence.subject and self._topics.is_whole(rest)):
                return understood
            case "topic" if self._topics.share(sentence.words) >= MIN_TOPICAL:
                return self._about(understood.id, sentence.subject)
            case _ if topic and self._topics.share(rest) == 1:
                return self._about(topic, sentence.subject)
        return NO_MATCH if understood.kind == "topic" else understood

    def _named(self, topic: str, rest: list[str]) -> Understood | None:
        """What the words around a topic name."""
        if not topic or self._topics.is_whole(rest):
            return None
        core = self._courtesy.core(rest)
        understood = self._known(rest, core) or self._decision.of_search(core, without=("topic",))
        return understood if understood.kind in ("procedure", "clarify", "command") else None

    def _known(self, words: list[str], core: list[str]) -> Understood | None:
        targets = self._exact.find(words) or self._exact.find(core) or self._bare.find(core)
        return self._decision.of_known(targets, core) if targets else None

    def _meaning(self, understood: Understood, sentence: Sentence) -> Understood:
        """`understood`, a topic put to the subject of the talk."""
        return self._about(understood.id, sentence.subject) if understood.kind == "topic" else understood

    def _about(self, topic: str, subject: str | None) -> Understood:
        if subject is None:
            return Understood("topic", topic, topic)
        return Understood("procedure", subject, topic, candidates=(Candidate(subject, 1.0),))
