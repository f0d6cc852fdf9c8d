"""A procedure's card as a leaflet to print."""

from dialogs.advice import Card
from dialogs.interfaces import Responses
from kiosk.ticket.leaflet import Leaflet, Section


def checklist_url(follow_url: str, procedure: str, language: str) -> str:
    """Where the phone page of a procedure is; capitals make the smaller code."""
    return f"{follow_url}/P/{language.upper()}/{procedure}"


def leaflet_of(card: Card, responses: Responses, language: str, office: str, url: str) -> Leaflet:
    """What a citizen takes along: the documents to tick off, the other facts, where they come from."""
    sections = (
        Section(
            section.title,
            tuple(_with_note(line.text, line.note) for line in section.lines) or (section.note,),
            boxes=section.key == "documents" and bool(section.lines),
        )
        for section in card.sections
    )
    foot = (card.source, card.checked_on, card.warning, responses.text(language, "advice_check_portal"))
    return Leaflet(
        office,
        card.title,
        tuple(sections),
        tuple(line for line in foot if line),
        url,
        responses.text(language, "checklist_scan"),
    )


def _with_note(text: str, note: str) -> str:
    return f"{text} ({note})" if note else text
