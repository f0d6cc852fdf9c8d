"""An identity card as its pictures show it: what to do now, how far it is, what was read, what is wrong."""

from dataclasses import dataclass

from kiosk.phrases import Phrases
from state_machines.card_interfaces import CardShown

STEPS = ("wait_code", "wait_card", "reading")
SIGNS = {"authentic": "i-shield", "intact_issuer_unknown": "i-shield"}  # no tick: the words say what holds
UNKNOWN_CAUSE = "protocol"
BEGUN, DONE = 5, 100


@dataclass(frozen=True)
class CardStep:
    """One of the steps of a reading, as a sign with a word under it."""

    sign: str
    words: str
    state: str  # behind, here or ahead


@dataclass(frozen=True)
class CardPicture:
    """What the templates of a card know."""

    step: str
    heading: str
    under: str
    steps: tuple[CardStep, ...]
    what: str  # went wrong
    now: str  # what they can do
    told: str
    doing: str
    percent: int
    can_type: bool
    first: str  # scan or type
    fields: tuple[tuple[str, str], ...]
    level: str
    level_sign: str
    level_words: str


def card_picture(card: CardShown, phrases: Phrases) -> CardPicture:
    """The picture of one reading in one language."""
    heading, under = _heading(card, phrases)
    facts = card.facts
    level = "" if facts is None else facts.level
    return CardPicture(
        step=card.step,
        heading=heading,
        under=under,
        steps=_steps(card, phrases),
        what=what_happened(card, phrases),
        now=what_now(card, phrases),
        told=phrases.text("card_told"),
        doing=phrases.text(f"card_doing_{card.doing}") if _is_told(card) else "",
        percent=DONE if card.step == "read" else max(card.percent, BEGUN),
        can_type=card.can_type and card.step == "wait_code",
        first="scan" if card.can_scan else "type",
        fields=tuple(
            (phrases.text(f"card_field_{name}"), value) for name, value in (facts.fields if facts else ())
        ),
        level=level,
        level_sign=SIGNS.get(level, "i-question"),
        level_words=phrases.text(f"card_level_{level}") if level else "",
    )


def what_happened(card: CardShown, phrases: Phrases) -> str:
    """Empty where all is well."""
    if not card.trouble:
        return ""
    return phrases.text_or(f"card_what_{card.trouble}", f"card_what_{UNKNOWN_CAUSE}")


def what_now(card: CardShown, phrases: Phrases) -> str:
    """What the citizen can do about it: another try, or a person."""
    if card.step == "unread":
        return phrases.text("card_now_person")
    if not card.trouble:
        return ""
    return phrases.text_or(f"card_now_{card.trouble}", f"card_now_{UNKNOWN_CAUSE}")


def _heading(card: CardShown, phrases: Phrases) -> tuple[str, str]:
    match card.step:
        case "wait_code" if card.can_scan:
            return phrases.text("card_scan_title"), phrases.text("card_scan_lead")
        case "wait_code":
            return phrases.text("card_type_title"), ""
        case "wait_card":
            return phrases.text("card_lay_title"), phrases.text("card_lay_lead")
        case "wait_reader":
            return phrases.text("card_reader_title"), phrases.text("card_reader_lead")
        case _:
            return phrases.text("card_reading_title"), phrases.text("card_reading_lead")


def _is_told(card: CardShown) -> bool:
    return card.step == "reading" and card.doing in ("opening", "person", "checking", "portrait")


def _steps(card: CardShown, phrases: Phrases) -> tuple[CardStep, ...]:
    words = {
        "wait_code": ("i-qr", phrases.text("card_step_code")),
        "wait_card": ("i-lay", phrases.text("card_step_lay")),
        "reading": ("i-chip", phrases.text("card_step_read")),
    }
    steps = STEPS if card.can_type else STEPS[:1]  # without a reader the code is all there is
    place = {"wait_reader": 1, "read": len(STEPS)}.get(card.step)
    if place is None:
        place = STEPS.index(card.step) if card.step in STEPS else 0
    return tuple(CardStep(*words[step], _state(at, place)) for at, step in enumerate(steps))


def _state(at: int, place: int) -> str:
    if at == place:
        return "here"
    return "behind" if at < place else "ahead"
