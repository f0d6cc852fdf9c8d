"""`/P/{language}/{procedure}`: what a procedure needs, for the phone behind the checklist's QR code."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dialogs.procedures import Procedure
from kiosk.web.context import WebContext
from kiosk.web.pages import Pages


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The routes of the leaflets; language and id may be typed in any letters."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/p/{language}/{procedure_id}")
    @routes.get("/P/{language}/{procedure_id}")
    async def page(language: str, procedure_id: str) -> HTMLResponse:
        known = language.lower() in context.config.site.languages
        phrases = pages.phrases(language.lower() if known else context.config.site.languages[0])
        procedure = _find(context, procedure_id) if known else None
        if procedure is None:
            return pages.page("phone/no_leaflet.html", phrases, 404)
        today = context.calendar.day(context.clock.now())
        return pages.page(
            "phone/leaflet.html",
            phrases,
            card=context.dialogs.now.advice.card(phrases.language, procedure.id, today),
            counters=_counters(context, procedure, phrases.language),
            service=_service(context, procedure, phrases.language),
            others=[other for other in context.config.site.languages if other != phrases.language],
        )

    return routes


def _find(context: WebContext, procedure_id: str) -> Procedure | None:
    """The procedure of the set in use, whatever letters its id is typed in."""
    procedures = context.dialogs.now.knowledge.book.procedures
    wanted = procedure_id.casefold()
    return next((procedure for id_, procedure in procedures.items() if id_.casefold() == wanted), None)


def _service(context: WebContext, procedure: Procedure, language: str) -> str:
    """What its number is taken for; empty where that is not received here."""
    names = {service.id: service.name.in_language(language) for service in context.config.services}
    return names.get(procedure.service, "")


def _counters(context: WebContext, procedure: Procedure, language: str) -> list[str]:
    names = {counter.id: counter.name.in_language(language) for counter in context.config.counters}
    service = next((one for one in context.config.services if one.id == procedure.service), None)
    return [names[counter] for counter in (service.counters if service else ()) if counter in names]
