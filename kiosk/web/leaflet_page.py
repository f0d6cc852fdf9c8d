"""`/P/{language}/{procedure}`: what a procedure needs, for the phone behind the checklist's QR code."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dialogs.procedures import Procedure
from kiosk.talk.told import answers_of
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
            where=answers_of(context.config, context.dialogs.now, context.calendar).where(
                phrases.language, procedure.service
            ),
            others=[other for other in context.config.site.languages if other != phrases.language],
        )

    return routes


def _find(context: WebContext, procedure_id: str) -> Procedure | None:
    """The procedure of the set in use, whatever letters its id is typed in."""
    procedures = context.dialogs.now.knowledge.book.procedures
    wanted = procedure_id.casefold()
    return next((procedure for id_, procedure in procedures.items() if id_.casefold() == wanted), None)
