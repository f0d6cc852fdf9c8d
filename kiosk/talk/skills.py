"""What conversations have done besides numbers (state_machines.interfaces.Skills)."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import date

from kiosk.config.schema import Config
from kiosk.leaflets import Leaflets
from kiosk.talk.dialog_set import InUse
from kiosk.talk.leaflets import checklist_url, leaflet_of
from state_machines.card_runner import CardRunner
from state_machines.travel_runner import TravelRunner

ENDED = {"done": "printed", "uncertain": "failed", "not_needed": "failed"}


class RobotSkills:
    """Prints checklists, reads cards and guides; a robot without the device never gets that far."""

    def __init__(
        self,
        config: Config,
        dialogs: InUse,
        leaflets: Leaflets | None,
        today: Callable[[], date],
        follow_url: str,
    ) -> None:
        self._config = config
        self._dialogs = dialogs
        self._leaflets = leaflets
        self._today = today
        self._follow_url = follow_url
        self._card: CardRunner | None = None
        self._travel: TravelRunner | None = None
        self._waiting: dict[int, asyncio.Future[str]] = {}
        if leaflets is not None:
            leaflets.on_change(self._changed)

    def read_cards_with(self, card: CardRunner) -> None:
        """The robot has what reads identity cards."""
        self._card = card

    def guide_with(self, travel: TravelRunner) -> None:
        """The robot can go ahead of people."""
        self._travel = travel

    async def carry_out(self, name: str, values: Mapping[str, str], language: str) -> str:
        """Do it; which outcome it had."""
        if name == "read_card" and self._card is not None:
            return await self._card.read()
        if name == "guide_to" and self._travel is not None:
            place = self._counter_place(values.get("counter", ""), values.get("service", ""))
            return await self._travel.guide(place) if place else "failed"
        if name != "print_checklist" or self._leaflets is None:
            return "failed"
        return await self._print(self._leaflets, values.get("procedure", ""), language)

    def forget(self) -> None:
        """Whoever wanted it has left."""
        if self._leaflets is not None:
            self._leaflets.forget()
        if self._card is not None:
            self._card.forget()

    def _counter_place(self, counter: str, service: str) -> str:
        """In front of the counter, or of the first one of the service that has a place; "" for none."""
        hall = self._config.hall
        served = [one.counters for one in self._config.services if one.id == service]
        wanted = [counter] if counter else [id_ for counters in served for id_ in counters]
        places = (
            {} if hall is None else {at.counter: place for place, at in hall.places.items() if at.counter}
        )
        return next((places[id_] for id_ in wanted if id_ in places), "")

    async def _print(self, leaflets: Leaflets, procedure: str, language: str) -> str:
        dialogs = self._dialogs.now
        if procedure not in dialogs.knowledge.book.procedures:
            return "failed"
        card = dialogs.advice.card(language, procedure, self._today())
        office = self._config.site.office.in_language(language)
        url = checklist_url(self._follow_url, procedure, language)
        ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        leaflet = leaflets.order(leaflet_of(card, dialogs.responses, language, office, url))
        self._waiting[leaflet] = ended
        try:
            return await ended
        finally:
            del self._waiting[leaflet]
            if ended.cancelled():  # too late, or gone: they have been told so, and nothing comes out later
                leaflets.forget()

    def _changed(self, change: tuple[int, str]) -> None:
        leaflet, state = change
        ended = self._waiting.get(leaflet)
        if ended is not None and not ended.done() and state in ENDED:
            ended.set_result(ENDED[state])
