"""Which way into a chip, with which key (ICAO 9303-11, 4.2): PACE where it is offered, else BAC."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drivers.identity_card.chip import commands
from drivers.identity_card.chip.bac import open_by_bac
from drivers.identity_card.chip.card_access import CardAccess, PaceInfo
from drivers.identity_card.chip.channel import Channel
from drivers.identity_card.chip.errors import CardError, Cause, SessionLost
from drivers.identity_card.chip.keys import AccessKey, MrzKey
from drivers.identity_card.chip.pace import Pace, Random
from drivers.identity_card.chip.status_words import OK, said

_TELLING = (Cause.BLOCKED, Cause.WRONG_KEY, Cause.UNSUPPORTED)  # of several failures the first of these


@dataclass(frozen=True, slots=True, repr=False)
class Way:
    """A key and how it is used: PACE as `pace` offers it, BAC without."""

    key: AccessKey
    pace: PaceInfo | None


def go_in(channel: Channel, offer: CardAccess, keys: Sequence[AccessKey], random: Random) -> Way:
    """Try each key once, at the most; the way that led in. The application is selected, the session secure.

    Raises `CardError`: WRONG_KEY, BLOCKED or UNSUPPORTED when none leads in, any other at once.
    """
    failures: list[CardError] = []
    for key in keys:
        for way in _ways(offer, key):
            if failures:
                channel.reset()
            try:
                enter(channel, offer, way, random)
            except CardError as error:
                if error.cause not in _TELLING:
                    raise
                failures.append(error)
                if error.cause is not Cause.UNSUPPORTED:
                    break  # another way would only try the same key again
            else:
                return way
    raise _most_telling(failures, offer)


def enter(channel: Channel, offer: CardAccess, way: Way, random: Random) -> None:
    """Open the session and the application in this way. Raises `CardError`."""
    if way.pace is not None:
        messaging = Pace(channel, way.pace, random).open(way.key, is_ambiguous=offer.is_ambiguous(way.pace))
        channel.secure(messaging)
        _select(channel)
    elif isinstance(way.key, MrzKey):
        _select(channel)
        channel.secure(open_by_bac(channel, way.key, random))


def _ways(offer: CardAccess, key: AccessKey) -> Iterator[Way]:
    if offer.best is not None:
        yield Way(key, offer.best)
    if isinstance(key, MrzKey):
        yield Way(key, None)


def _select(channel: Channel) -> None:
    try:
        status = channel.send(commands.select_application()).status
    except SessionLost as error:
        status = error.status
    if status != OK:
        raise CardError(
            Cause.NOT_AN_EMRTD, f"the travel document's application cannot be opened: {said(status)}"
        )


def _most_telling(failures: Sequence[CardError], offer: CardAccess) -> CardError:
    for cause in _TELLING:
        for failure in failures:
            if failure.cause is cause:
                return failure
    offers = ", ".join(str(pace) for pace in offer.offers) or "none"
    return CardError(
        Cause.UNSUPPORTED,
        f"no key that is known leads in: the card offers PACE: {offers}; BAC takes the fields of the MRZ",
    )
