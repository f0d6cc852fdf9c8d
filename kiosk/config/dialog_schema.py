"""The schema of config/dialogs: what people say, how texts are read aloud, and examples."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, RootModel

from kiosk.config.base import Name, Settings

Phrase = Annotated[str, Field(min_length=1, max_length=300)]
Phrases = Annotated[
    list[Phrase],
    Field(min_length=1, description="Wordings, as templates", examples=['["[xin] lấy (số|phiếu)"]']),
]
Words = Annotated[dict[Phrase, Phrase], Field(description="wording: value", examples=['{"quầy một": "1"}'])]


class PhraseFile(RootModel[dict[str, Phrases]]):
    """What people say, under the id of what they mean."""


class OutOfScope(Settings):
    """What people say that the robot must not answer."""

    sentences: list[Phrase] = Field(
        min_length=1, description="One sentence an entry", examples=['["hôm nay trời mưa không"]']
    )


class MannersFile(Settings):
    """Words that carry no wish of their own."""

    openings: list[Phrase] = Field(
        default=[], description="What a sentence begins with", examples=['["dạ cho em hỏi"]']
    )
    closings: list[Phrase] = Field(default=[], description="What a sentence ends with", examples=['["ạ"]'])
    fillers: list[Phrase] = Field(
        default=[], description="Left out wherever they stand", examples=['["thì"]']
    )
    same: dict[Phrase, Phrase] = Field(
        default={},
        description="Dialect, short or misheard words, and the usual ones",
        examples=['{"giấy khai sanh": "giấy khai sinh"}'],
    )


SPEAKABLE = r"^[^0-9!-&(-+/:-@\[-`{-~]+$"  # letters, spaces and ' , - . only


def _speakable(said: str) -> str:
    if not re.match(SPEAKABLE, said):
        raise ValueError("must be words as they are spoken, without figures and signs")
    return said


Written = Annotated[str, Field(min_length=1, max_length=40)]
Spoken = Annotated[
    str,
    Field(min_length=1, max_length=200, json_schema_extra={"pattern": SPEAKABLE}),
    AfterValidator(_speakable),
]


class ReadingFile(Settings):
    """How short and foreign words are read aloud."""

    abbreviations: dict[Written, Spoken] = Field(
        default={},
        description="In exactly these small and capital letters, and what is said",
        examples=['{"UBND": "ủy ban nhân dân"}'],
    )
    words: dict[Written, Spoken] = Field(
        default={},
        description="In small or capital letters, and what is said",
        examples=['{"wifi": "oai phai"}'],
    )


class SlotWords(RootModel[dict[Name, Words]]):
    """For each slot, wordings and the value they stand for."""


def _no_match(value: Any) -> Any:
    return {"no_match": "yes"} if value == "no_match" else value


class Expectation(Settings):
    """What an example must be understood as; `no_match` alone: nothing of it."""

    procedure: str = Field(
        default="", min_length=1, description="Id of the procedure", examples=['"1.001193"']
    )
    topic: str = Field(default="", min_length=1, description="What of it is asked for", examples=["fee"])
    command: str = Field(default="", min_length=1, description="The command", examples=["take_number"])
    slots: dict[str, str] = Field(
        default={}, description="Slots it must have", examples=["{service: civil_status}"]
    )
    clarify: list[str] = Field(
        default=[],
        description="Procedures that are among those asked between",
        examples=['["1.001193", "1.004884"]'],
    )
    no_match: bool = Field(default=False, description="Whether it must not be understood", examples=["yes"])


class ExampleEntry(Settings):
    """One sentence and what it must be understood as."""

    say: Annotated[str, Field(min_length=1, max_length=10_000)] = Field(
        description="What a citizen says, in words that stand nowhere else", examples=['"vợ tôi mới sinh"']
    )
    about: str = Field(
        default="", min_length=1, description="The procedure talked about before", examples=['"1.001193"']
    )
    expect: Annotated[
        Expectation,
        BeforeValidator(_no_match, json_schema_input_type=Expectation | Literal["no_match"]),
    ] = Field(description="What it must be understood as", examples=['{procedure: "1.001193"}'])


class Examples(RootModel[Annotated[list[ExampleEntry], Field(min_length=1)]]):
    """Sentences and what they must be understood as."""
