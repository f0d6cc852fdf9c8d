"""A turn of the conversation as what a picture shows: the robot's words, the choices, the card."""

from collections.abc import Callable
from datetime import date

from dialogs.flows.state import Choice, Conversation
from kiosk.phrases import Phrases
from kiosk.talk.leaflets import checklist_url
from kiosk.talk.told import Teller
from kiosk.web.context import WebContext
from kiosk.web.qr import qr_path
from kiosk.web.tiles import TILES_A_PAGE, Tile, paged
from state_machines.visit_runner import Screen

Values = dict[str, object]

TILED = {"services": "service", "priority": "reason", "library": "field", "procedures": "procedure"}
SIGNS = {
    "choice_library": "i-search",
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


class TalkView:
    """Makes the values of the pictures of one robot."""

    def __init__(self, context: WebContext, signs: frozenset[str]) -> None:
        self._context = context
        self._signs = signs
        self._services = {service.id: service for service in context.config.services}
        self._about: dict[str, Callable[[Conversation, Phrases], Values]] = {
            "card": self._card,
            "checklist": self._checklist,
        }

    async def values(self, screen: Screen, phrases: Phrases) -> Values:
        """What the template of the screen's picture needs."""
        talk = screen.talk
        if talk is None:
            return {}
        lines = await self._teller().lines(talk.turn.says, phrases.language)
        slot = TILED.get(screen.name, "none")
        choices = talk.turn.choices
        tiles = await self._tiles([choice for choice in choices if choice.slot == slot], phrases)
        others = [self._button(choice, phrases.language) for choice in choices if _is_button(choice, slot)]
        first = FIRST.get(screen.name, "")
        about = self._about.get(screen.name)
        return {
            "heading": lines[-1] if lines else phrases.text("ask_need"),
            "lines": lines[:-1],
            "under": " ".join(lines[:-1]) or _lead(screen, phrases),
            "first": next((button for button in others if button.value == first), None),
            "tile_pages": paged(tiles, TILES_OF.get(screen.name, TILES_A_PAGE)),
            "buttons": [button for button in others if button.value != first],
            "heard": talk.heard,
            "lost": any(choice.group == "help" for choice in choices),
            "acting": talk.turn.action.name if talk.turn.action else "",
            **(about(talk, phrases) if about else {}),
        }

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

    def _card(self, talk: Conversation, phrases: Phrases) -> Values:
        procedure = talk.turn.slots.get("procedure", "")
        return {"card": self._context.dialogs.now.advice.card(phrases.language, procedure, self._today())}

    def _checklist(self, talk: Conversation, phrases: Phrases) -> Values:
        url = checklist_url(self._context.follow_url, talk.turn.slots.get("procedure", ""), phrases.language)
        return {**self._card(talk, phrases), "qr": qr_path(url)}

    def _today(self) -> date:
        return self._context.calendar.day(self._context.clock.now())


def _lead(screen: Screen, phrases: Phrases) -> str:
    """The line under a question that has none of its own."""
    return phrases.text(LEADS[screen.name]) if screen.name in LEADS else ""


def _is_button(choice: Choice, tiled: str) -> bool:
    return choice.slot != tiled and choice.value != BACK and choice.group != "help"
