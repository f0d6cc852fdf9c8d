"""Hears what the robot tells its own pages and programs, and tells the witness."""

import asyncio

from dialogs.interfaces import Conversation
from drivers.status import Fault
from kiosk.desk.effects import Effect
from kiosk.desk.model import DeskEvent
from kiosk.leaflets import job_of
from kiosk.rehearsal.facts import Value, Witness
from kiosk.web.context import WebContext
from state_machines.screen import Screen

DESK_KINDS = {"day": "day_changed", "external": "external"}
OVERLAYS = ("staff_called", "contrast")


def observe(context: WebContext, witness: Witness, ended: asyncio.Future[None]) -> None:
    """From now on, until the life has ended."""

    def tell(kind: str, **values: Value) -> None:
        if not ended.done():
            witness.tell(kind, **values)

    def trouble(change: str, device: str, fault: Fault) -> None:
        tell("trouble", change=change, device=device, fault=fault.code)

    talk: Conversation | None = None

    def screen(shown: Screen) -> None:
        nonlocal talk
        if shown.talk is not None and shown.talk is not talk:
            tell("talk", visit=shown.visit, **_talk(shown.talk))
        talk = shown.talk
        tell("screen", **_seen(shown))

    context.visit.on_screen(screen)
    context.desk.on_event(lambda event: tell(DESK_KINDS.get(event.kind, event.kind), **_event(event)))
    context.journal.on_change(lambda effect: tell("effect", **_effect(effect)))
    if context.leaflets is not None:
        context.leaflets.on_change(
            lambda change: tell("leaflet", leaflet=change[0], job=job_of(change[0]), state=change[1])
        )
    context.troubles.on_trouble(trouble)
    context.mode.on_mode(lambda mode: tell("mode", mode=mode))


def _seen(screen: Screen) -> dict[str, Value]:
    ticket = screen.ticket
    return {
        "name": screen.name,
        "visit": screen.visit,
        "revision": screen.revision,
        "ticket": ticket.ticket_id if ticket else None,
        "number": ticket.number if ticket else None,
        "service": screen.service,
        "paper": ticket.print_state if ticket else None,
        "trouble": screen.trouble,
        "overlays": _overlays(screen),
    }


def _talk(talk: Conversation) -> dict[str, Value]:
    """Where it stands; what it says by its keys."""
    turn, where = talk.turn, talk.stack[-1] if talk.stack else None
    return {
        "flow": where.flow if where else None,
        "step": where.step if where else None,
        "subject": talk.subject or None,
        "near": sum(choice.value in talk.candidates for choice in turn.choices),
        "misses": talk.misses,
        "silences": talk.silences,
        "action": turn.action.name if turn.action else None,
        "says": ",".join(say.key for say in turn.says),
    }


def _overlays(screen: Screen) -> str:
    told = [name for name in OVERLAYS if getattr(screen, name)]
    told += ["warning"] if screen.warn_until is not None else []
    return ",".join([*told, screen.language, screen.text_size])


def _event(event: DeskEvent) -> dict[str, Value]:
    ticket = event.ticket
    if ticket is None:
        return {}
    named: dict[str, Value] = {"ticket": ticket.ticket_id, "number": ticket.number, "service": ticket.service}
    if event.kind == "issued":
        return {**named, "priority": ticket.priority}
    return {**named, "counter": event.counter}


def _effect(effect: Effect) -> dict[str, Value]:
    return {
        "effect": effect.effect_id,
        "ticket": effect.ticket_id,
        "copy": effect.copy,
        "job": effect.job_number,
        "state": effect.state.value,
        "note": effect.note,
    }
