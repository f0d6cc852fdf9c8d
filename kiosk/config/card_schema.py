"""What identity cards are read for, as `config/cards.yaml` has it."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from kiosk.config.base import Settings, Text, whole_number

Whole = Annotated[int, BeforeValidator(whole_number)]
ExtraField = Literal[
    "gender",
    "nationality",
    "ethnicity",
    "religion",
    "origin",
    "residence",
    "marks",
    "issue_date",
    "expiry_date",
    "father",
    "mother",
    "spouse",
    "old_number",
    "portrait",
]
PURPOSE = Text(
    vi="Tôi đọc tên, số và năm sinh trên thẻ để phục vụ đúng người. Hết lượt, tôi xóa hết.",
    en="I read name, number and birth year to serve the right person. Afterwards I delete everything.",
)


class CardSettings(Settings):
    """What is read of an identity card, and why; number, name and birth year always."""

    purpose: Text = Field(
        default=PURPOSE,
        description="What the citizen is told before they agree",
        examples=["{vi: Tôi đọc thẻ để in tên lên phiếu., en: I read the card to print the name.}"],
    )
    extra: dict[ExtraField, Text] = Field(
        default={},
        description="Fields read besides, each with its purpose, which is told too: "
        "gender, nationality, ethnicity, religion, origin, residence, marks, issue_date, expiry_date, "
        "father, mother, spouse, old_number, portrait",
        examples=["{residence: {vi: để biết phường, en: to know the ward}}"],
    )
    code_wait_s: Whole = Field(
        default=30,
        ge=10,
        le=300,
        description="Seconds a code is waited for before other advice; after as many again the reading ends",
        examples=["30"],
    )
    card_wait_s: Whole = Field(
        default=30,
        ge=10,
        le=300,
        description="Seconds a card is waited for on the reader, twice like the code",
        examples=["30"],
    )
    keep_days: Whole = Field(
        default=30,
        ge=0,
        le=366,
        description="Days after which nobody can tell any more whether a card was here: that day's key is "
        "destroyed; 0: at the end of the day",
        examples=["30"],
    )
