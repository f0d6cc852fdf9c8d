"""The answer to whatever was understood."""

from collections.abc import Mapping
from datetime import date

from dialogs.advice.card import Card, Drawer
from dialogs.advice.saying import Saying, Speaker
from dialogs.advice.standing import in_language
from dialogs.interfaces import Responses
from dialogs.procedures import Near, ProcedureBook
from dialogs.responses import UnknownText
from dialogs.understood import Understood

NOTHING: Mapping[str, object] = {}


class Advice:
    """Answers from the book of procedures; facts are said word for word, or said not to be known."""

    def __init__(self, book: ProcedureBook, responses: Responses) -> None:
        self._book = book
        self._responses = responses

    def say(
        self, language: str, understood: Understood, day: date, values: Mapping[str, object] = NOTHING
    ) -> Saying:
        """What the robot says to `understood` on `day`; `values` fill the slots of answers to commands."""
        match understood.kind:
            case "procedure" if understood.id in self._book.procedures:
                procedure = self._book.procedures[understood.id]
                return Speaker(self._responses, language, day).about(procedure, understood.topic)
            case "command":
                return self._command(language, understood.id, values)
            case "clarify":
                return Saying((self.question(language, understood),))
            case "topic":
                return self._text(language, "advice_which_procedure")
            case _:
                return self._text(language, "advice_no_match")

    def card(self, language: str, procedure_id: str, day: date) -> Card:
        """The card of a procedure as of `day`. Raises `KeyError` for an unknown one."""
        return Drawer(self._responses, language, day).card(self._book.procedures[procedure_id])

    def question(self, language: str, understood: Understood) -> str:
        """The one question between the candidates: the near group's own, or one made of their names."""
        ids = [candidate.id for candidate in understood.candidates if candidate.id in self._book.procedures]
        near = self._near(ids)
        if near and near.question:
            return in_language(near.question, language)
        names = [in_language(self._book.procedures[id_].name, language) for id_ in ids]
        match names:
            case [first, second]:
                return self._responses.text(language, "advice_clarify", first=first, second=second)
            case [first, second, third]:
                return self._responses.text(
                    language, "advice_clarify_three", first=first, second=second, third=third
                )
            case _:
                return self._responses.text(language, "advice_did_you_mean")

    def _near(self, ids: list[str]) -> Near | None:
        """The smallest near group that has all of `ids`."""
        fitting = [near for near in self._book.near if ids and set(ids) <= set(near.ids)]
        return min(fitting, key=lambda near: len(near.ids), default=None)

    def _command(self, language: str, intent: str, values: Mapping[str, object]) -> Saying:
        try:
            return self._text(language, f"say_{intent}", **values)
        except UnknownText:
            return self._text(language, "say_not_possible_now")

    def _text(self, language: str, key: str, **slots: object) -> Saying:
        return Saying((self._responses.text(language, key, **slots),))
