"""What a reading asks for and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from drivers.identity_card.chip.authentication.verdict import Verdict
from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.files.dg13 import PersonalData
from drivers.identity_card.chip.files.pictures import Portrait
from drivers.identity_card.chip.session import Access
from drivers.identity_card.mrz import Td1


class Part(StrEnum):
    """What may be wanted of a card; nothing else of a person is read."""

    MRZ = "mrz"  # DG1
    PERSON = "person"  # DG13
    PORTRAIT = "portrait"  # DG2


class Step(StrEnum):
    """How far a reading is, for the page."""

    OPENING = "opening"
    PERSON = "person"
    CHECKING = "checking"
    PORTRAIT = "portrait"
    DONE = "done"


Progress = Callable[[Step, float], None]  # the step, and how much of it is done, 0 to 1


@dataclass(frozen=True, slots=True, repr=False)
class CardRead:
    """What was read, and how far it may be believed; None for what was not wanted, or not understood.

    `raw`: the files as they came. `transport_s`: of `total_s`, spent waiting for the card.
    """

    verdict: Verdict
    mrz: Td1 | None
    person: PersonalData | None
    portrait: Portrait | None
    raw: Mapping[ElementaryFile, bytes]
    access: Access
    apdus: int
    transport_s: float
    total_s: float

    def __repr__(self) -> str:
        return f"CardRead({self.verdict.level}, {self.apdus} commands)"
