"""The shipped flows at a small site, with an understanding that knows a few sentences by heart."""

from collections.abc import Callable, Mapping

import pytest

from dialogs.flows.model import FlowSet
from dialogs.flows.site_lists import SiteLists
from dialogs.flows.skills import HAVE_NO_DEVICE_YET, SKILLS
from dialogs.flows.talk import Talk
from dialogs.flows.wording import Wording
from dialogs.procedures import Fact, FieldOfLife, Procedure, ProcedureBook
from dialogs.understood import Candidate, Understood
from kiosk.site.flows import load_flows
from kiosk.site.places import SHIPPED
from kiosk.site.texts import read_texts

BIRTH, BIRTH_AGAIN, COPY = "1.001193", "1.004884", "2.000815"
SENTENCES: Mapping[str, Mapping[str, Understood]] = {
    "vi": {
        "đứng lại": Understood("command", "stop_moving"),
        "nhắc lại": Understood("command", "repeat"),
        "nói chậm lại": Understood("command", "slower"),
        "thôi": Understood("command", "cancel"),
        "có": Understood("command", "yes"),
        "không": Understood("command", "no"),
        "nói tiếng anh": Understood("command", "change_language", slots={"language": "en"}),
        "gặp cán bộ": Understood("command", "call_staff"),
        "đổi tiếng": Understood("command", "change_language"),
        "mấy giờ mở cửa": Understood("command", "opening_hours"),
        "mai mấy giờ mở cửa": Understood("command", "opening_hours", slots={"date": "tomorrow"}),
        "cảm ơn": Understood("command", "thanks"),
        "cho tôi xin nước": Understood("command", "water"),
        "lấy số": Understood("command", "take_number"),
        "lấy số chứng thực": Understood("command", "take_number", slots={"service": "certification"}),
        "quầy chứng thực ở đâu": Understood("command", "where_is", slots={"service": "certification"}),
        "làm khai sinh cho con": Understood("procedure", BIRTH),
        "khai sinh mất bao nhiêu tiền": Understood("procedure", BIRTH, "fee"),
        "sao y": Understood("procedure", COPY),
        "lệ phí bao nhiêu": Understood("topic", "fee", "fee"),
        "làm lại giấy khai sinh": Understood(
            "clarify", candidates=(Candidate(BIRTH, 0.5), Candidate(BIRTH_AGAIN, 0.5))
        ),
        "giấy gì đó": Understood(
            "no_match", candidates=(Candidate(COPY, 0.2), Candidate("water", 0.2), Candidate(BIRTH, 0.1))
        ),
    },
    "en": {
        "repeat": Understood("command", "repeat"),
        "other language": Understood("command", "change_language"),
    },
}
SERVICES = {
    "civil_status": {"vi": "Hộ tịch", "en": "Civil status"},
    "certification": {"vi": "Chứng thực", "en": "Certification"},
}
REASONS = {
    "elderly": {"vi": "Người từ 80 tuổi trở lên", "en": "Aged 80 or over"},
    "merit": {"vi": "Người có công", "en": "Person of merit"},
}


class Parrot:
    """Understands the sentences it knows by heart, and nothing else."""

    def __init__(self, sentences: Mapping[str, Understood]) -> None:
        self._sentences = sentences
        self.expected: frozenset[str] = frozenset()

    def understand(
        self, text: str, *, subject: str | None = None, expecting: frozenset[str] = frozenset()
    ) -> Understood:
        """What `text` means."""
        self.expected = expecting
        meant = self._sentences.get(text.strip().lower(), Understood("no_match"))
        if meant.kind == "topic" and subject:
            return Understood("procedure", subject, meant.topic)
        return meant


def _procedure(id_: str, field: str, service: str, vi: str, en: str) -> Procedure:
    fact = Fact({"vi": "8.000 đồng", "en": "8,000 dong"})
    return Procedure(id_, field, service, {"vi": vi, "en": en}, documents=(fact,), fee=(fact,))


BOOK = ProcedureBook(
    procedures={
        procedure.id: procedure
        for procedure in (
            _procedure(BIRTH, "family", "civil_status", "Đăng ký khai sinh", "Birth registration"),
            _procedure(BIRTH_AGAIN, "family", "civil_status", "Đăng ký lại khai sinh", "Birth again"),
            _procedure(COPY, "papers", "certification", "Chứng thực bản sao", "Certified copy"),
        )
    },
    fields=(FieldOfLife("family", {"vi": "Gia đình"}), FieldOfLife("papers", {"vi": "Giấy tờ"})),
)
TEXTS, _ = read_texts(SHIPPED)
Hall = Callable[..., Talk]


@pytest.fixture(scope="session")
def shipped() -> FlowSet:
    """The flows that come with the robot."""
    return load_flows(SHIPPED)


@pytest.fixture
def hall(shipped: FlowSet) -> Hall:
    """Make a talk: with reasons or without, with some devices or none."""

    def make(
        flows: FlowSet = shipped, *, reasons: bool = True, devices: frozenset[str] = frozenset()
    ) -> Talk:
        lists = SiteLists(BOOK, SERVICES, {}, REASONS if reasons else {})
        skills = (frozenset(SKILLS) - HAVE_NO_DEVICE_YET - {"read_card", "guide_to"}) | devices
        understanding = {language: Parrot(sentences) for language, sentences in SENTENCES.items()}
        return Talk(flows, lists, understanding, Wording(TEXTS, lists), skills)

    return make


@pytest.fixture
def talk(hall: Hall) -> Talk:
    """A robot that prints, calls staff, and has no other device."""
    return hall()
