"""Everything staff write, made ready to talk with, and the one reference to the set in use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dialogs.advice import Advice
from dialogs.flows.site_lists import Names, SiteLists
from dialogs.flows.skills import HAVE_NO_DEVICE_YET, SKILLS
from dialogs.flows.talk import Talk
from dialogs.flows.wording import Wording
from dialogs.knowledge import Knowledge
from dialogs.lookup import Lookup
from dialogs.procedures import FieldOfLife
from dialogs.responses import TextBook
from kiosk.config.schema import Config
from kiosk.desk.listeners import Listeners
from kiosk.talk.order import InOrder

PRINTER_SKILLS = frozenset({"print_checklist"})
CARD_SKILLS = frozenset({"read_card"})
MOTION_SKILLS = frozenset({"guide_to"})


@dataclass(frozen=True, slots=True)
class DialogSet:
    """One whole set: texts, knowledge, flows at work; never changed, only replaced."""

    responses: TextBook
    knowledge: Knowledge
    talk: Talk
    wording: Wording
    advice: Advice
    lookups: Mapping[str, Lookup]
    services: InOrder

    @property
    def version(self) -> str:
        """Tells one set of files from another."""
        return self.knowledge.version


def dialog_set_of(config: Config) -> DialogSet:
    """The set in the files of `config`."""
    services = InOrder({service.id: service.name.model_dump() for service in config.services})
    lists = SiteLists(
        replace(config.knowledge.book, fields=_fields(config)),
        services=services,
        counters={counter.id: counter.name.model_dump() for counter in config.counters},
        reasons=_reasons(config),
    )
    wording = Wording(config.responses, lists)
    talk = Talk(
        config.flows,
        lists,
        config.knowledge.understanding,
        wording,
        skills_of(config),
        languages=config.site.languages,
    )
    advice = Advice(config.knowledge.book, config.responses)
    lookups = {language: _lookup(config.knowledge, language) for language in config.knowledge.materials}
    return DialogSet(config.responses, config.knowledge, talk, wording, advice, lookups, services)


def _fields(config: Config) -> tuple[FieldOfLife, ...]:
    """The fields of life in the order of the services they belong to, large ones before small ones."""
    book, services = config.knowledge.book, [service.id for service in config.services]

    def place(field: FieldOfLife) -> tuple[int, int]:
        procedures = book.of_field(field.id)
        service = procedures[0].service if procedures else ""
        return services.index(service) if service in services else len(services), -len(procedures)

    return tuple(sorted(book.fields, key=place))


def _lookup(knowledge: Knowledge, language: str) -> Lookup:
    names = {id_: one.name.get(language, one.name["vi"]) for id_, one in knowledge.book.procedures.items()}
    return Lookup(language, names, knowledge.materials[language].procedures)


def skills_of(config: Config) -> frozenset[str]:
    """What this robot can do: what needs a device it lacks is left out."""
    devices = config.devices
    skills = frozenset(SKILLS) - HAVE_NO_DEVICE_YET
    if devices.printer is None:
        skills -= PRINTER_SKILLS
    if devices.card_reader is None and devices.code_scanner is None:
        skills -= CARD_SKILLS
    if devices.mobile_base is None or config.hall is None:
        skills -= MOTION_SKILLS
    return skills


def _reasons(config: Config) -> Names:
    return {reason.id: reason.name.model_dump() for reason in config.desk.priority_reasons}


class InUse:
    """The set in use (dialogs.interfaces.Responses); another one may take its place between two visits."""

    def __init__(self, first: DialogSet) -> None:
        self._set = first
        self._order: Sequence[str] = ()
        self._listeners: Listeners[DialogSet] = Listeners()

    @property
    def now(self) -> DialogSet:
        """The set in use."""
        return self._set

    def on_change(self, listener: Callable[[DialogSet], None]) -> None:
        """Call `listener` on the event loop whenever another set is in use."""
        self._listeners.add(listener)

    def swap(self, fresh: DialogSet) -> None:
        """Use `fresh` from now on."""
        fresh.services.put(self._order)
        self._set = fresh
        self._listeners.tell([fresh])

    def order_services(self, order: Sequence[str]) -> None:
        """The services stand in this order from now on."""
        self._order = order
        self._set.services.put(order)

    def text(self, language: str, key: str, **slots: object) -> str:
        """The text of `key` with its slots filled. Raises `UnknownText`."""
        return self._set.responses.text(language, key, **slots)
