"""An identity card within a visit: its code or its number, then its chip. Nothing outlives the visit."""

from state_machines import card_guards as guards
from state_machines import effects as do
from state_machines.card_guards import CardContext
from state_machines.row import STAY, Row
from state_machines.table import Table

STATES = {
    "begun": "The citizen has agreed",
    "wait_code": "The card is to be held to the scanner, or its number typed",
    "wait_card": "The card is to be laid on the reader",
    "wait_reader": "The reader is gone, and may come back",
    "reading": "The chip is being read",
    "read": "The robot knows what the card says",
    "unread": "The card cannot be read here; a person helps",
    "given_up": "The citizen stopped, or has left",
}

EVENTS = {
    "start": "the reading begins",
    "code": "the code of a card was held to the scanner",
    "foreign": "the code of something else, or one that cannot be read",
    "number": "the card's number, or its last six figures, was typed",
    "laid": "one card lies on the reader",
    "taken": "nothing lies on the reader",
    "several": "more than one card lies on the reader",
    "read": "the chip was read and judged",
    "refused": "the chip was not read, and why is known",
    "timed_out": "nothing has happened for as long as one waits",
    "reader_lost": "the reader can be used no more",
    "reader_back": "the reader can be used again",
    "stop": "the citizen wants to go on without the card",
}

FINAL = ("read", "unread", "given_up")
WAITING = ("wait_code", "wait_card", "wait_reader")  # for the citizen, or for a device
UNPROVED = (do.StopLooking(), do.TakeCodeAlone())
TO_THE_READER = (do.StopLooking(), do.AwaitCard())

THE_CODE: tuple[Row[CardContext], ...] = (
    Row("begun", "start", "wait_code", "The code opens the chip", None, (do.LookForCode(),)),
    Row("wait_code", "code", "wait_card", "Now the chip", guards.the_reader_works, TO_THE_READER),
    Row(
        "wait_code",
        "code",
        "wait_reader",
        "The chip must say whether the code is true",
        guards.there_is_a_reader,
        (do.StopLooking(),),
    ),
    Row("wait_code", "code", "read", "Without a reader nothing proves it", None, UNPROVED),
    Row("wait_code", "number", "wait_card", "Now the chip", guards.the_reader_works, TO_THE_READER),
    Row("wait_code", "number", "wait_reader", "A number alone says nothing", None, (do.StopLooking(),)),
    Row("wait_code", "foreign", STAY, "Told what it is"),
    Row("wait_code", "laid", STAY, "Told that the code comes first"),
    Row("wait_code", "taken", STAY, "No matter yet"),
    Row("wait_code", "reader_lost", STAY, "It may be back in time"),
    Row("wait_code", "reader_back", STAY, "In time"),
    Row("wait_code", "timed_out", STAY, "Told of the other way", guards.nobody_was_helped_here),
    Row("wait_code", "timed_out", "given_up", "They have left", None, (do.StopLooking(),)),
)

THE_CHIP: tuple[Row[CardContext], ...] = (
    Row("wait_card", "laid", "reading", "One card", None, (do.ReadChip(),)),
    Row("wait_card", "several", STAY, "Told to leave one only"),
    Row("wait_card", "taken", STAY, "Another try"),
    Row("wait_card", "timed_out", STAY, "Told to turn the card over", guards.nobody_was_helped_here),
    Row("wait_card", "timed_out", "unread", "No chip was found"),
    Row("wait_card", "reader_lost", "wait_reader", "Unplugged"),
    Row("wait_reader", "reader_back", "wait_card", "Plugged in again", None, (do.AwaitCard(),)),
    Row("wait_reader", "timed_out", "unread", "It stays away"),
    Row("reading", "read", "read", "Shown masked, never spoken"),
    Row(
        "reading",
        "refused",
        "wait_code",
        "Another card's code, or a slip in the number",
        guards.the_key_was_wrong,
        (do.LookForCode(),),
    ),
    Row(
        "reading",
        "refused",
        "wait_card",
        "It may be laid again",
        guards.it_may_be_laid_again,
        (do.AwaitCard(),),
    ),
    Row("reading", "refused", "unread", "Trying again would not help"),
    Row("reading", "taken", STAY, "The driver says what that means"),
    Row("reading", "several", STAY, "The driver says what that means"),
    Row("reading", "reader_lost", "wait_reader", "Unplugged in the middle", None, (do.StopReading(),)),
    Row("reading", "timed_out", "unread", "It answers too slowly", None, (do.StopReading(),)),
)

STOPPED: tuple[Row[CardContext], ...] = (
    Row("wait_code", "stop", "given_up", "The visit goes on without the card", None, (do.StopLooking(),)),
    Row(("wait_card", "wait_reader"), "stop", "given_up", "The visit goes on without the card"),
    Row("reading", "stop", "given_up", "The visit goes on without the card", None, (do.StopReading(),)),
)

TABLE: Table[CardContext] = Table(
    name="card_visit",
    initial="begun",
    states=STATES,
    events=EVENTS,
    rows=(*THE_CODE, *THE_CHIP, *STOPPED),
    final=FINAL,
)
