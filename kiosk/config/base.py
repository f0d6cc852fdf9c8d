"""The base of every configuration model, and the scalar types people write."""

import re
from datetime import date, time
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Language = Literal["vi", "en"]


class Settings(BaseModel):
    """Base of all configuration: unknown keys are errors, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_left_out(cls, data: Any) -> Any:
        """A known key without a value (`counters:`) counts as not written."""
        if not isinstance(data, dict):
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


def _time_of_day(value: object) -> object:
    match = re.fullmatch(r"(\d{1,2})[:hg](\d{2})", value.strip()) if isinstance(value, str) else None
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError("must be a time of the day from 0:00 to 23:59")
    return time(int(match[1]), int(match[2]))


def _day(value: object) -> object:
    text = value.strip() if isinstance(value, str) else ""
    match = re.fullmatch(
        r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<D>\d\d?)/(?P<M>\d\d?)/(?P<Y>\d{4})", text
    )
    if match is None:
        raise ValueError("must be a day, year-month-day or day/month/year")
    year, month, day = (int(match[part] or match[part.swapcase()]) for part in "ymd")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise ValueError("is not a time zone of the IANA list") from None
    return name


TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
Day = Annotated[date, BeforeValidator(_day)]
TimeZone = Annotated[str, AfterValidator(_known_zone)]
