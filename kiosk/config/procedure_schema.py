"""The schema of config/procedures: what each procedure needs, from which source, on which days."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from kiosk.config.base import Day, Language, Name, Settings, Text
from kiosk.config.dialog_schema import Phrase

ProcedureId = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\s{}]+$")]
SourceId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,19}$")]
Confidence = Literal["high", "medium", "low", "name_only"]


class SourceEntry(Settings):
    """Where facts come from."""

    name: Text = Field(
        description="The plain name a citizen may see", examples=['{vi: "Cổng dịch vụ công", en: "Portal"}']
    )
    address: str = Field(
        default="", description="Where it is to be found, for staff", examples=['"https://dichvucong.gov.vn"']
    )
    dated: Day | None = Field(
        default=None,
        description="The day its figures are of; leave it out if not told",
        examples=["2026-10-08"],
    )
    remark: str = Field(default="", description="For staff, never said", examples=['"Hanoi figures"'])


class Sources(RootModel[dict[SourceId, SourceEntry]]):
    """The sources, each under its short name."""


class FactEntry(Text):
    """One statement, and the days on which it holds (both inclusive; left out: open)."""

    valid_from: Day | None = Field(
        default=None, description="The first day it holds", examples=["2026-01-01"]
    )
    valid_to: Day | None = Field(default=None, description="The last day it holds", examples=["2027-02-28"])


class RuleEntry(FactEntry):
    """A statement of a source that is neither a document nor a fee."""

    source: SourceId | None = Field(
        default=None, description="The source that says so, of sources.yaml", examples=["A"]
    )


class ProcedureEntry(Settings):
    """One procedure; what is not known is left out, and the robot says that it does not know."""

    id: ProcedureId = Field(
        description="Short name of the procedure, kept once in use", examples=['"1.001193"']
    )
    name: Text = Field(
        description="Its official name, without codes",
        examples=["{vi: Đăng ký khai sinh, en: Birth registration}"],
    )
    code: str = Field(default="", description="Its national code", examples=['"1.001193"'])
    code_unverified: bool = Field(
        default=False, description="Whether the code is yet to be checked", examples=["yes"]
    )
    service: Name | None = Field(
        default=None,
        description="The service of services.yaml its number is taken for, if not the file's",
        examples=["civil_status"],
    )
    confidence: Confidence = Field(
        description="How sure the facts are: high, medium, low or name_only", examples=["medium"]
    )
    sources: list[SourceId] = Field(
        min_length=1, description="Where the facts come from, of sources.yaml", examples=["[A, C]"]
    )
    checked_on: Day | None = Field(
        default=None, description="The day the facts were last compared", examples=["2026-10-08"]
    )
    documents: list[FactEntry] = Field(
        default=[],
        description="What to bring, the Vietnamese wording that of the source",
        examples=['[{vi: "Giấy chứng sinh", en: "Birth certificate of the hospital"}]'],
    )
    fee: list[FactEntry] = Field(
        default=[],
        description="The fee, in parts that are said one after the other",
        examples=['[{vi: "8.000đ/bản", en: "8.000đ per copy"}]'],
    )
    time_limit: FactEntry | None = Field(
        default=None, description="How long it takes", examples=['{vi: "Trong ngày", en: "The same day"}']
    )
    online: FactEntry | None = Field(
        default=None,
        description="Whether it can be filed online",
        examples=['{vi: "Nộp trực tuyến toàn trình", en: "Fully online"}'],
    )
    where: FactEntry | None = Field(
        default=None, description="Where it is filed", examples=['{vi: "Công an phường", en: "Ward police"}']
    )
    legal_basis: list[str] = Field(
        default=[], description="Laws and decrees it rests on", examples=['["TT 75/2022/TT-BTC"]']
    )
    rules: list[RuleEntry] = Field(
        default=[],
        description="Other statements of the sources, with the days they hold",
        examples=['[{vi: "Miễn lệ phí", en: "No fee", valid_from: 2026-01-01, source: A}]'],
    )
    note: str = Field(default="", description="For staff, never said", examples=['"sources disagree"'])
    valid_from: Day | None = Field(
        default=None, description="The first day the entry holds", examples=["2026-01-01"]
    )
    valid_to: Day | None = Field(
        default=None, description="The last day the entry holds", examples=["2027-02-28"]
    )


class NearEntry(Settings):
    """Procedures people confuse, and the one question that tells them apart."""

    ids: list[ProcedureId] = Field(
        min_length=2,
        max_length=5,
        description="Their ids, also of other files",
        examples=['["1.001193", "1.004884"]'],
    )
    ask: Text = Field(
        description="The question, naming every one of them in few words",
        examples=['{vi: "Ông/Bà đăng ký lần đầu, hay đăng ký lại?", en: "First time, or again?"}'],
    )
    phrases: dict[Language, list[Phrase]] = Field(
        default={},
        description="Wordings that leave open which is meant, by language",
        examples=['{vi: ["làm giấy khai sinh"], en: ["birth papers"]}'],
    )


class ProceduresFile(Settings):
    """The procedures of one field of life."""

    field: Name = Field(description="Short name of the field, never shown", examples=["civil_status"])
    name: Text = Field(description="What citizens read", examples=["{vi: Hộ tịch, en: Civil status}"])
    sign: Name = Field(
        default="document",
        description="The picture on its tile, one of those of services.yaml",
        examples=["family"],
    )
    service: Name = Field(
        description="The service of services.yaml a number is taken for", examples=["civil_status"]
    )
    procedures: list[ProcedureEntry] = Field(
        min_length=1,
        description="In the order of the screen",
        examples=["[{id: moi, name: {vi: Tên, en: Name}, confidence: name_only, sources: [A]}]"],
    )
    near: list[NearEntry] = Field(
        default=[],
        description="Procedures people confuse",
        examples=['[{ids: ["1.001193", "1.004884"], ask: {vi: "…?", en: "…?"}}]'],
    )
