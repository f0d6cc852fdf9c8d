"""The reading of identity cards over a robot's rooms; what understands a chip is loaded where one is read."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from drivers.interfaces import CardReader, CodeScanner
from drivers.status import DeviceStatus
from kiosk.card.parts import CardParts
from kiosk.config.card_schema import CardSettings
from kiosk.crew import Crew
from kiosk.desk.cards import CardLog
from kiosk.desk.effects import Effect, EffectState
from kiosk.talk.skills import RobotSkills
from kiosk.ticket.holders import Holder
from kiosk.web.context import WebContext
from state_machines.card_interfaces import CardInHand
from state_machines.card_options import CardOptions
from state_machines.card_runner import CardRunner
from state_machines.screen import Screen
from state_machines.trouble import faults_of

log = logging.getLogger(__name__)

LOOK_S = 3600.0  # between two looks for keys that are kept no longer


def with_card(
    context: WebContext,
    parts: CardParts,
    cards: CardLog,
    skills: RobotSkills,
    crew: Crew,
) -> WebContext:
    """The same rooms with what reads cards at work in them; papers say whose they are where that is asked."""
    from kiosk.card.in_hand import IdentityCard

    card = IdentityCard(parts.reader, context.config.cards, cards)
    print_holders(context, lambda: card.holder)
    for role, device in parts.devices.items():
        device.on_status(_reporter(context, role))
        crew.start(role.replace("_", " "), device.run)
    return reading_cards(context, card, parts.reader, parts.scanner, skills)


def reading_cards(
    context: WebContext,
    card: CardInHand,
    reader: CardReader | None,
    scanner: CodeScanner | None,
    skills: RobotSkills,
) -> WebContext:
    """Visits in which `card` is read; any touch of the screen gives its owner more time."""
    options = options_of(context.config.cards)
    runner = CardRunner(card, reader, scanner, options, context.visit.card_changed)
    context.visit.on_event(lambda _: runner.touched())
    skills.read_cards_with(runner)
    return replace(context, card=runner)


def print_holders(context: WebContext, who: Callable[[], Holder | None]) -> None:
    """Papers say whose they are, as long as the visit lasts and until they are proved."""
    holders, visit = context.holders, context.visit.screen.visit

    def shown(screen: Screen) -> None:
        nonlocal visit
        if screen.visit != visit:
            visit = screen.visit
            holders.forget()

    def changed(effect: Effect) -> None:
        if effect.state is EffectState.DONE:
            holders.printed(effect.ticket_id)

    holders.ask(who)
    context.visit.on_screen(shown)
    context.journal.on_change(changed)


def options_of(settings: CardSettings) -> CardOptions:
    """How patient a reading is."""
    return CardOptions(code_wait_s=settings.code_wait_s, card_wait_s=settings.card_wait_s)


async def destroy_keys(cards: CardLog) -> None:
    """Once an hour, so soon after midnight too."""
    while True:
        try:
            if count := cards.destroy_old_keys():
                log.info("keys of cards destroyed count=%d", count)
        except OSError as error:
            log.error("keys of cards not destroyed: %s", error)
        await asyncio.sleep(LOOK_S)


def _reporter(context: WebContext, role: str) -> Callable[[DeviceStatus], None]:
    def told(status: DeviceStatus) -> None:
        context.troubles.report(role, faults_of(role, status))

    return told
