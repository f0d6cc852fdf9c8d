"""The words of what the robot tells people around before it moves, and while it does."""

from dialogs.interfaces import Responses
from kiosk.config.hall_schema import HallSettings
from state_machines.travel_interfaces import TravelWords

TO_A_PLACE = frozenset({"travel_guides"})  # texts that name the place


def travel_text(words: TravelWords, hall: HallSettings | None, responses: Responses, language: str) -> str:
    """`words` in a language; a place the hall does not name is told by its id."""
    if words.key not in TO_A_PLACE:
        return responses.text(language, words.key)
    place = None if hall is None else hall.places.get(words.place)
    name = words.place if place is None else place.name.in_language(language)
    return responses.text(language, words.key, place=name)
