"""A turn of the conversation as what a picture shows: the robot's words, the choices, the card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.advice.card import Card
from dialogs.flows.state import Choice, Conversation
from kiosk.phrases import Phrases
from kiosk.talk.leaflets import checklist_url
from kiosk.talk.told import Teller
from kiosk.web.context import WebContext
from kiosk.web.qr import QrPath, qr_path
from kiosk.web.tiles import TILES_A_PAGE, Tile, paged

TILED = {"services": "service", "priority": "reason", "library": "field", "procedures": "procedure"}
SIGNS = {
    "choice_library": "i-search",
    "choice_read_card": "i-card",
    "choice_take_number": "i-ticket",
    "choice_checklist": "i-list",
    "choice_print_checklist": "i-printer",
    "choice_back": "i-back",
    "choice_call_staff": "i-bell",
    "choice_done": "i-check",
}
BACK = "choice_back"  # the button for it is below every picture, and so is the one of group "help"
FIRST = {"services": "", "priority": "priority_none"}  # a written choice that stands before the tiles
LEADS = {"services": "services_lead", "priority": "priority_lead", "library": "library_lead"}
TILES_OF = {"priority": TILES_A_PAGE - 1, "library": 8}  # small ones, or beside another choice


CHECKLIST = "checklist"
WITH_CARD = ("card", CHECKLIST)


@dataclass(frozen=True)
class TalkShown:
    """What a turn of the conversation shows; the templates know these names."""

    heading: str
    lines: list[str]  # said before the question
    under: str
    first: Tile | None  # the choice that stands before the tiles
    tile_pages: list[Sequence[Tile]]
    buttons: list[Tile]
    heard: str
    lost: bool  # nothing was understood several times
    acting: str  # what is being done meanwhile
    card: Card | None
    qr: QrPath | None

    @property
    def choices(self) -> list[Tile]:
        """Those one sees at first, in the order of their keys."""
        first = [] if self.first is None else [self.first]
        return [*first, *(self.tile_pages[0] if self.tile_pages else ()), *self.buttons]


class TalkView:
    """Makes the values of the pictures of one robot."""

    def __init__(self, context: WebContext, signs: frozenset[str]) -> None:
        self._context = context
        self._signs = signs
        self._services = {service.id: service for service in context.config.services}

    async def shown(self, talk: Conversation, name: str, phrases: Phrases) -> TalkShown:
        """What the picture `name` shows of `talk`."""
        lines = await self._teller().lines(talk.turn.says, phrases.language)
        slot = TILED.get(name, "none")
        choices = talk.turn.choices
        tiles = await self._tiles([choice for choice in choices if choice.slot == slot], phrases)
        others = [self._button(choice, phrases.language) for choice in choices if _is_button(choice, slot)]
        first = FIRST.get(name, "")
        return TalkShown(
            heading=lines[-1] if lines else phrases.text("ask_need"),
            lines=lines[:-1],
            under=" ".join(lines[:-1]) or _lead(name, phrases),
            first=next((button for button in others if button.value == first), None),
            tile_pages=paged(tiles, TILES_OF.get(name, TILES_A_PAGE)),
            buttons=[button for button in others if button.value != first],
            heard=talk.heard,
            lost=any(choice.group == "help" for choice in choices),
            acting=talk.turn.action.name if talk.turn.action else "",
            card=self._card(talk, phrases) if name in WITH_CARD else None,
            qr=self._code(talk, phrases) if name == CHECKLIST else None,
        )

    def found(self, text: str, language: str) -> list[Tile]:
        """The procedures that fit what stands in the field."""
        dialogs = self._context.dialogs.now
        found = [Choice(id_, slot="procedure") for id_ in dialogs.lookups[language].found(text)]
        return [self._button(choice, language) for choice in found]

    def _teller(self) -> Teller:
        context = self._context
        return Teller(context.config, context.dialogs.now, context.calendar, context.clock, context.desk)

    async def _tiles(self, choices: list[Choice], phrases: Phrases) -> list[Tile]:
        if not choices or choices[0].slot != "service":
            return [self._button(choice, phrases.language) for choice in choices]
        waiting = {load.service: load.waiting for load in await self._context.desk.loads()}
        return [self._service(choice.value, waiting.get(choice.value, 0), phrases) for choice in choices]

    def _service(self, id_: str, waiting: int, phrases: Phrases) -> Tile:
        service = self._services[id_]
        key = "services_waiting" if waiting else "services_nobody_waiting"
        return Tile(
            service.id,
            service.name.in_language(phrases.language),
            service.description.in_language(phrases.language) if service.description else "",
            phrases.text(key, count=waiting),
            service.sign if service.sign in self._signs else "document",
        )

    def _button(self, choice: Choice, language: str) -> Tile:
        label = self._context.dialogs.now.wording.label(choice, language)
        return Tile(choice.value, label, sign=self._sign(choice))

    def _sign(self, choice: Choice) -> str:
        if choice.slot == "field":
            fields = {field.id: field.sign for field in self._context.dialogs.now.knowledge.book.fields}
            sign = fields.get(choice.value, "document")
            return sign if sign in self._signs else "document"
        return SIGNS.get(choice.say, "")

    def _card(self, talk: Conversation, phrases: Phrases) -> Card:
        procedure = talk.turn.slots.get("procedure", "")
        return self._context.dialogs.now.advice.card(phrases.language, procedure, self._today())

    def _code(self, talk: Conversation, phrases: Phrases) -> QrPath:
        procedure = talk.turn.slots.get("procedure", "")
        return qr_path(checklist_url(self._context.follow_url, procedure, phrases.language))

    def _today(self) -> date:
        return self._context.calendar.day(self._context.clock.now())


def _lead(name: str, phrases: Phrases) -> str:
    """The line under a question that has none of its own."""
    return phrases.text(LEADS[name]) if name in LEADS else ""


def _is_button(choice: Choice, tiled: str) -> bool:
    return choice.slot != tiled and choice.value != BACK and choice.group != "help"
