"""The layout of the paper ticket: its lines from top to bottom, as `config/ticket.yaml` has them."""

import string
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, ValidationInfo

from kiosk.config.base import Language, Settings

Weight = Literal["regular", "semibold", "bold"]
Align = Literal["left", "center", "right"]

_SIZE = "Height of the type in dots (8 dots are 1 mm)"
_LANGUAGES = "Print it only on tickets in these languages"


def template_fields(template: str) -> list[str]:
    """The names in braces of `template`. Raises `ValueError`."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        raise ValueError("has a brace without its partner; fields are written like {number}") from None
    if any(spec or conversion for _, _, spec, conversion in parts):
        raise ValueError("has more than a name in its braces; fields are written like {number}")
    return [name for _, name, _, _ in parts if name is not None]


def _template(text: str) -> str:
    template_fields(text)
    return text


def _logo_file(name: str, info: ValidationInfo) -> str:
    folder = Path((info.context or {}).get("folder", "."))
    file = folder / name
    if not name.lower().endswith(".png"):
        raise ValueError("must be a PNG file")
    if not file.is_file():
        raise ValueError(f"is not in the folder {folder}")
    return str(file)


Template = Annotated[str, Field(min_length=1), AfterValidator(_template)]


class Item(Settings):
    """One line of the ticket."""

    languages: list[Language] = Field(
        default=["vi", "en"], min_length=1, description=_LANGUAGES, examples=["[en]"]
    )


class TextItem(Item):
    """A text with fields in braces; left out when a field has nothing to say."""

    text: Template = Field(description="What to print", examples=['"Quầy {counters}"'])
    size: int = Field(default=24, ge=14, le=120, description=_SIZE, examples=["24"])
    weight: Weight = Field(default="regular", description="regular, semibold or bold", examples=["bold"])
    align: Align = Field(default="center", description="left, center or right", examples=["center"])


class NumberItem(Item):
    """The ticket's number, large."""

    number: int = Field(ge=24, le=240, description="Height of its capitals in dots", examples=["96"])
    weight: Weight = Field(default="bold", description="regular, semibold or bold", examples=["bold"])


class RowItem(Item):
    """Two texts on one line, one at each end."""

    row: Template = Field(description="The left text", examples=["Quầy"])
    value: Template = Field(description="The right text", examples=['"{counters}"'])
    width: int = Field(default=320, ge=100, le=576, description="Dots from end to end", examples=["320"])
    size: int = Field(default=24, ge=14, le=120, description=_SIZE, examples=["24"])
    weight: Weight = Field(default="semibold", description="Weight of the right text", examples=["bold"])


class RuleItem(Item):
    """A line across."""

    rule: int = Field(ge=8, le=576, description="Length in dots", examples=["200"])
    thickness: int = Field(default=2, ge=1, le=8, description="Thickness in dots", examples=["2"])
    dashed: bool = Field(default=False, description="Dashed, where the ticket may be torn", examples=["yes"])


class GapItem(Item):
    """Empty paper."""

    gap: int = Field(ge=1, le=400, description="Height in dots", examples=["16"])


class QrItem(Item):
    """The code that opens the phone page; left out when there is no page."""

    qr: int = Field(ge=3, le=12, description="Dots of one module; 4 is 0.5 mm", examples=["4"])
    correction: Literal["L", "M", "Q", "H"] = Field(
        default="M", description="How much damage it stands: L, M, Q or H", examples=["M"]
    )


class LogoItem(Item):
    """A black and white picture."""

    logo: Annotated[str, AfterValidator(_logo_file)] = Field(
        description="A PNG file in the configuration folder", examples=["logo.png"]
    )
    width: int = Field(default=120, ge=16, le=576, description="Width in dots", examples=["120"])


KINDS: dict[str, type[Item]] = {
    "text": TextItem,
    "number": NumberItem,
    "row": RowItem,
    "rule": RuleItem,
    "gap": GapItem,
    "qr": QrItem,
    "logo": LogoItem,
}


def _kind(value: Any) -> str | None:
    keys = value if isinstance(value, dict) else ()
    return next((f"a {kind}" for kind in KINDS if kind in keys), None)


TaggedItem = Annotated[
    Annotated[TextItem, Tag("a text")]
    | Annotated[NumberItem, Tag("a number")]
    | Annotated[RowItem, Tag("a row")]
    | Annotated[RuleItem, Tag("a rule")]
    | Annotated[GapItem, Tag("a gap")]
    | Annotated[QrItem, Tag("a qr")]
    | Annotated[LogoItem, Tag("a logo")],
    Discriminator(
        _kind,
        custom_error_type="kind",
        custom_error_message="takes entries with one of the keys " + ", ".join(KINDS),
    ),
]


class TicketLayout(Settings):
    """The ticket from top to bottom."""

    lines: list[TaggedItem] = Field(
        min_length=1, max_length=60, description="The lines, top to bottom", examples=['[{text: "{office}"}]']
    )
