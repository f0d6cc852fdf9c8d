"""Ways to talk with the robot, each as what is done next whatever the screen shows; then tiles as anybody."""

from collections.abc import Callable, Generator

from kiosk.rehearsal.people.mind import TAKE_NUMBER, TOPICS, WAIT, Mind, Move
from kiosk.rehearsal.people.person import Leaves

Moves = Generator[Move, None, None]
Way = Callable[[Mind], Moves]

STEPS = 6  # so often somebody tries to come to the answer
MISSES = 3  # so often nonsense is said
WANDERS = (3, 8)
LIST, PRINT, DONE = "choice_checklist", "choice_print_checklist", "choice_done"
LIBRARY, MORE, STAFF = "choice_library", "choice_more_topics", "choice_call_staff"
PRINTS, SPEAKS, LEAVES_WITH_LIST, SEARCHES = 0.4, 0.6, 0.4, 0.4  # so often


def asks(mind: Mind) -> Moves:
    """A question in words, perhaps more of them, perhaps the checklist, then the number."""
    yield from _to_answer(mind)
    for topic in mind.chance.sample(TOPICS, mind.chance.randint(0, 2)):
        yield from _asks_about(mind, topic)
    if mind.person.likely(PRINTS):
        yield from _prints(mind)
    yield from _takes_number(mind)


def asks_vaguely(mind: Mind) -> Moves:
    """Words that leave open which procedure is meant: the robot asks back."""
    vague = mind.sentences.vague(mind.seen.language)
    if vague is not None:
        group, text = vague
        known = [id_ for id_ in group.ids if id_ in mind.book.procedures]
        mind.procedure = mind.chance.choice(known)
        yield mind.says(text)
    yield from _to_answer(mind)
    yield from _takes_number(mind)


def looks_up(mind: Mind) -> Moves:
    """Through the library, or its search; the checklist on paper, then a number or home."""
    yield from _through_library(mind)
    yield from _prints(mind)
    if mind.person.likely(LEAVES_WITH_LIST):
        yield Move("done", leaves="has_checklist")
    yield from _takes_number(mind)


def has_no_time(mind: Mind) -> Moves:
    """Wants the checklist, does not wait for it, and wipes everything away."""
    yield from _through_library(mind)
    for line in (LIST, PRINT):
        if mind.offers(line):
            yield mind.chooses(line)
    if mind.robot_acts:
        yield Move("restart", leaves="has_no_time")


def walks_off(mind: Mind) -> Moves:
    """Has the checklist printed and is gone before it comes."""
    yield from _through_library(mind)
    for line in (LIST, PRINT):
        if mind.offers(line):
            yield mind.chooses(line)
    if mind.robot_acts:
        raise Leaves("walked_away_printing")


def mumbles(mind: Mind) -> Moves:
    """Not understood again and again; then staff, by the button or in words."""
    for _ in range(MISSES):
        yield mind.says(mind.sentences.nonsense(mind.seen.language))
    if mind.person.likely(SPEAKS):
        yield Move("call_staff")
        return
    yield mind.says(mind.sentences.command("call_staff", mind.seen.language))
    if mind.offers(STAFF):
        yield mind.chooses(STAFF)


def goes_to_and_fro(mind: Mind) -> Moves:
    """Here and there and back, without an aim."""
    for _ in range(mind.chance.randint(*WANDERS)):
        while mind.robot_acts:
            yield WAIT
        doors = mind.harmless()
        if mind.seen.name != "services" and mind.person.likely(0.4):
            yield Move("back")
        elif doors and mind.person.likely(SPEAKS):
            yield mind.chooses(mind.chance.choice(doors))
        else:
            yield mind.asks_for(mind.chance.choice(list(mind.book.procedures)))


def changes_language(mind: Mind) -> Moves:
    """Asks in one language and goes on in the other."""
    yield from _to_answer(mind)
    other = next((name for name in ("en", "vi") if name != mind.seen.language), "en")
    yield Move("language", {"language": other})
    yield from _asks_about(mind, mind.chance.choice(TOPICS))
    yield from _takes_number(mind)


def _to_answer(mind: Mind) -> Moves:
    for _ in range(STEPS):
        if mind.is_answered or not mind.procedure:
            return
        yield mind.towards_answer()


def _asks_about(mind: Mind, topic: str) -> Moves:
    """In words, or by the buttons."""
    if not mind.is_answered:
        return
    if mind.person.likely(SPEAKS):
        yield mind.asks_about(topic)
    elif mind.offers(MORE):
        yield mind.chooses(MORE)
        yield mind.chooses(topic) if mind.offers(topic) else Move("back")


def _through_library(mind: Mind) -> Moves:
    if not (mind.procedure and mind.offers(LIBRARY)):
        return
    yield mind.chooses(LIBRARY)
    if mind.person.likely(SEARCHES):
        yield Move("ask", {"procedure": mind.procedure})
        return
    for value in (mind.book.procedures[mind.procedure].field, mind.procedure):
        if mind.offers(value):
            yield mind.chooses(value)


def _prints(mind: Mind) -> Moves:
    for line in (LIST, PRINT):
        if mind.offers(line):
            yield mind.chooses(line)
    while mind.robot_acts:
        yield WAIT
    if mind.offers(DONE):
        yield mind.chooses(DONE)


def _takes_number(mind: Mind) -> Moves:
    if mind.is_answered and mind.offers(TAKE_NUMBER):
        yield mind.takes_number()
