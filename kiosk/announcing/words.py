"""What is said of a call: the sentences of `board.yaml`, the number digit by digit."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dialogs.interfaces import Responses, Voice
from kiosk.announcing.calls import Call
from kiosk.config.schema import Counter

NUMBERED = {  # names of counters that are a number only: those are said by the number
    "vi": re.compile(r"(?:quầy )?(?:số )?(\d+)", re.IGNORECASE),
    "en": re.compile(r"(?:counter )?(?:no\. ?|number )?(\d+)", re.IGNORECASE),
}
FIVE_AFTER_A_DIGIT = re.compile(r"[1-9]5")

Read = Callable[[str], str]  # text → the words that are spoken (dialogs.reading)


@dataclass(frozen=True, slots=True)
class CallLanguage:
    """One language calls are spoken in."""

    voice: Voice
    read: Read


def number_in_words(number: str, read: Read, last_five: str) -> str:
    """`A015`: letter and digits one by one, for nobody hears "mười lăm" as 1 and 5 over a hall's noise.

    A five at the end after a digit from 1 to 9 is `last_five`: people say and await "một lăm", not "một năm",
    which also means "one year". After a zero it stays as `read` has it.
    """
    words = read(number)
    if "," not in words:  # "A zero" would begin with the article
        words = ", ".join(words.split())
    if words.endswith(last_five) or not FIVE_AFTER_A_DIGIT.fullmatch(number[-2:]):
        return words
    before_it = words.rpartition(" ")[0].rstrip(",")
    return f"{before_it} {last_five}"


class CallWords:
    """The sentence of a call in each language."""

    def __init__(self, responses: Responses, counters: Sequence[Counter]) -> None:
        self._responses = responses
        self._names = {counter.id: counter.name for counter in counters}

    def sentence(self, call: Call, spoken: CallLanguage) -> str:
        """`Xin mời số a, không, một lăm, đến quầy số ba`: as it is spoken."""
        language, text = spoken.voice.language, self._responses.text
        number = number_in_words(call.number, spoken.read, text(language, "board_call_last_five"))
        name = self._names.get(call.counter)
        place = call.counter if name is None else name.in_language(language)
        numbered = NUMBERED[language].fullmatch(place)
        if numbered:
            return spoken.read(text(language, "board_call", number=number, counter=numbered[1]))
        return spoken.read(text(language, "board_call_place", number=number, place=place))
