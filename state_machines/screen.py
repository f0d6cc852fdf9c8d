"""What the citizen's screen shows, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.interfaces import Conversation
from state_machines.card_interfaces import CardShown
from state_machines.interfaces import IssuedTicket
from state_machines.travel_interfaces import TravelWords

TEXT_SIZES = ("normal", "large", "larger")
PACES = range(-2, 1)  # 0 is the site's own; each step down is a fifth slower
LOUDNESSES = range(-2, 3)  # 0 is the site's own


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture of the visit; `revision` rises with every change, `visit` with every cleared visit."""

    name: str  # a state of the visit's table; while talking, the picture that the conversation asks for
    language: str
    text_size: str = TEXT_SIZES[0]
    contrast: bool = False
    talk: Conversation | None = None  # the conversation of this visit
    card: CardShown | None = None  # how far its reading is, then what may be shown of it
    ticket: IssuedTicket | None = None
    trouble: str | None = None  # a code of the texts
    slots: Mapping[str, str] = field(default_factory=dict)  # fill the trouble's text
    staff_called: bool = False
    warn_until: float | None = None  # loop time at which the screen clears
    visit: int = 1
    revision: int = 1
    pace: int = 0  # of the voice, one of PACES
    loudness: int = 0  # one of LOUDNESSES
    sound: bool = True  # the robot speaks in this visit
    keypad: bool = False  # the keypad is used: choices are read out with their keys
    aloud: int = 0  # rises whenever the words are to be said, though they may be the same
    travel: TravelWords | None = None  # what people around are told while the robot moves
    whole: bool = False  # everything on the screen is to be read, not only the question

    @property
    def service(self) -> str | None:
        """The service that was chosen, as soon as one was."""
        return None if self.talk is None else self.talk.turn.slots.get("service")
