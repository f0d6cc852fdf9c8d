"""The base of every configuration model, and the scalar types people write."""

from datetime import date, time
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kiosk.config.scalars import read_day, read_time

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Language = Literal["vi", "en"]
LANGUAGES: tuple[str, ...] = get_args(Language)


class Settings(BaseModel):
    """Base of all configuration: unknown keys are errors, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_left_out(cls, data: Any) -> Any:
        """A known key without a value (`counters:`) counts as not written."""
        if not isinstance(data, dict) or None not in data.values():
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}


class Text(Settings):
    """One text in every language of the product."""

    vi: str = Field(min_length=1, description="In Vietnamese", examples=["Hộ tịch"])
    en: str = Field(min_length=1, description="In English", examples=["Civil status"])

    def in_language(self, language: str) -> str:
        """The text in `language`, Vietnamese where there is none."""
        return self.en if language == "en" else self.vi


def whole_number(value: object) -> object:
    """A text of figures as the number it is; everything else as it came."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise ValueError("is not a time zone of the IANA list") from None
    return name


TimeOfDay = Annotated[time, BeforeValidator(read_time)]
Day = Annotated[date, BeforeValidator(read_day)]
TimeZone = Annotated[str, AfterValidator(_known_zone)]
