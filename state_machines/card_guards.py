"""What the rows of a card's reading ask before they are taken."""

from dataclasses import dataclass

WRONG_KEY = "wrong_key"
PULLED, SEVERAL, NO_READER = "pulled", "several_cards", "no_reader"
LAY_AGAIN = frozenset(  # causes that another try, or another card, may cure
    {PULLED, SEVERAL, "no_card", "timed_out", "protocol", "not_an_emrtd"}
)


@dataclass(frozen=True, slots=True)
class CardContext:
    """What the guards look at."""

    has_reader: bool = True  # the robot has one, whether it works or not
    reader_works: bool = True
    tries_left: int = 2
    helped: bool = False  # in this state they were told what else they can do
    cause: str = ""  # of a refusal


def there_is_a_reader(context: CardContext) -> bool:
    """The robot has a reader, though it may be unplugged."""
    return context.has_reader


def the_reader_works(context: CardContext) -> bool:
    """A card can be read now."""
    return context.has_reader and context.reader_works


def nobody_was_helped_here(context: CardContext) -> bool:
    """The first time that nothing happens in a state is answered with advice."""
    return not context.helped


def the_key_was_wrong(context: CardContext) -> bool:
    """The code or number does not belong to the card that lies there, and may be given again."""
    return context.cause == WRONG_KEY and context.tries_left > 0


def it_may_be_laid_again(context: CardContext) -> bool:
    """Laying the card again, or another one, may help."""
    return context.cause in LAY_AGAIN and context.tries_left > 0
