"""What a transition asks to be done. Machines only name effects; the runner of a machine carries them out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """Base of all effects; the class is the word, the runner knows the circumstances."""


# The visit


@dataclass(frozen=True, slots=True)
class BeginTalk(Effect):
    """The conversation begins; language, text size and contrast stay."""


@dataclass(frozen=True, slots=True)
class TakeTurn(Effect):
    """Show what the conversation has come to, and do what it asks for."""


@dataclass(frozen=True, slots=True)
class IssueNumber(Effect):
    """Ask the desk for a number, once per request id."""


@dataclass(frozen=True, slots=True)
class ShowTicket(Effect):
    """Show the number that was issued."""


@dataclass(frozen=True, slots=True)
class ShowTrouble(Effect):
    """Show why there is no number."""


@dataclass(frozen=True, slots=True)
class ReportFailure(Effect):
    """Tell staff that numbers cannot be issued."""


@dataclass(frozen=True, slots=True)
class ShowWarning(Effect):
    """Ask whether anybody is still there, and count down."""


@dataclass(frozen=True, slots=True)
class CallStaff(Effect):
    """Tell staff that somebody at the robot needs them."""


@dataclass(frozen=True, slots=True)
class EndStaffCall(Effect):
    """The call has been seen to."""


@dataclass(frozen=True, slots=True)
class SetLanguage(Effect):
    """Speak another language."""


@dataclass(frozen=True, slots=True)
class SetTextSize(Effect):
    """Show larger or smaller type."""


@dataclass(frozen=True, slots=True)
class ToggleContrast(Effect):
    """Switch the high-contrast colours on or off."""


@dataclass(frozen=True, slots=True)
class SayAgain(Effect):
    """Say once more what stands on the screen."""


@dataclass(frozen=True, slots=True)
class ReadAll(Effect):
    """Read everything that stands on the screen."""


@dataclass(frozen=True, slots=True)
class SpeakSlower(Effect):
    """More slowly for the rest of the visit."""


@dataclass(frozen=True, slots=True)
class SpeakLouder(Effect):
    """Louder for the rest of the visit."""


@dataclass(frozen=True, slots=True)
class SpeakSofter(Effect):
    """More softly for the rest of the visit."""


@dataclass(frozen=True, slots=True)
class ToggleSound(Effect):
    """Speak no more in this visit, or again."""


@dataclass(frozen=True, slots=True)
class ReadChoices(Effect):
    """Somebody uses the keypad: say which key is which choice."""


@dataclass(frozen=True, slots=True)
class StopMoving(Effect):
    """Whatever moves stands still."""


@dataclass(frozen=True, slots=True)
class EndVisit(Effect):
    """Clear everything; all settings back to their defaults. A call for staff stands until it is seen to."""


# Turn taking


@dataclass(frozen=True, slots=True)
class Speak(Effect):
    """Say what is new on the screen, instead of what is being said."""


@dataclass(frozen=True, slots=True)
class StopSpeaking(Effect):
    """Be silent at once."""


@dataclass(frozen=True, slots=True)
class Listen(Effect):
    """Begin to listen for a sentence."""


@dataclass(frozen=True, slots=True)
class StopListening(Effect):
    """Hear nothing of what follows."""


@dataclass(frozen=True, slots=True)
class TakeSentence(Effect):
    """Give the visit what was heard."""


@dataclass(frozen=True, slots=True)
class Fill(Effect):
    """Let it be heard that the answer is on its way."""


# An identity card


@dataclass(frozen=True, slots=True)
class LookForCode(Effect):
    """Let the scanner look for the code of a card."""


@dataclass(frozen=True, slots=True)
class StopLooking(Effect):
    """The scanner looks no more."""


@dataclass(frozen=True, slots=True)
class AwaitCard(Effect):
    """Look whether a card lies on the reader already."""


@dataclass(frozen=True, slots=True)
class ReadChip(Effect):
    """Read the chip of the card that lies there, and judge it."""


@dataclass(frozen=True, slots=True)
class StopReading(Effect):
    """Leave the chip alone."""


@dataclass(frozen=True, slots=True)
class TakeCodeAlone(Effect):
    """Take what the code says, and that nothing proves it."""


# The robot's travels


@dataclass(frozen=True, slots=True)
class TakeErrand(Effect):
    """What was ordered is the errand in hand from now on."""


@dataclass(frozen=True, slots=True)
class WantHome(Effect):
    """The errand in hand is the way home."""


@dataclass(frozen=True, slots=True)
class WantDock(Effect):
    """The errand in hand is the way to the dock."""


@dataclass(frozen=True, slots=True)
class NextStop(Effect):
    """The errand in hand is the next stop of the round."""


@dataclass(frozen=True, slots=True)
class AnnounceMove(Effect):
    """Say and show that it is about to move."""


@dataclass(frozen=True, slots=True)
class SetOff(Effect):
    """Begin the trip of the errand in hand."""


@dataclass(frozen=True, slots=True)
class StandStill(Effect):
    """End the trip at once, and whatever is offered at a stop."""


@dataclass(frozen=True, slots=True)
class DropErrand(Effect):
    """The errand in hand is given up; a guest is told so."""


@dataclass(frozen=True, slots=True)
class EndErrand(Effect):
    """The errand in hand is over, the way its trip has ended."""


@dataclass(frozen=True, slots=True)
class OfferHere(Effect):
    """At a stop of a round: offer what there is, then go on."""


@dataclass(frozen=True, slots=True)
class LetGo(Effect):
    """A person has looked: what was latched and is over holds it no more."""


# The print job


@dataclass(frozen=True, slots=True)
class AskPrinter(Effect):
    """Find out whether the printer can print now, clearing what an interrupted job left in it."""


@dataclass(frozen=True, slots=True)
class WaitForPrinter(Effect):
    """Wait until the printer's status changes, or for a slow re-check."""


@dataclass(frozen=True, slots=True)
class DrawPicture(Effect):
    """Draw the ticket as it must be printed."""


@dataclass(frozen=True, slots=True)
class WriteSent(Effect):
    """Journal `sent`, durable before the first byte."""


@dataclass(frozen=True, slots=True)
class WriteNotSent(Effect):
    """Journal that nothing left: the paper is planned again."""


@dataclass(frozen=True, slots=True)
class PrintPicture(Effect):
    """Send the picture to the printer."""


@dataclass(frozen=True, slots=True)
class CutPaper(Effect):
    """Feed and cut."""


@dataclass(frozen=True, slots=True)
class WriteDone(Effect):
    """Journal `done` with the printer's proof."""


@dataclass(frozen=True, slots=True)
class WriteUncertain(Effect):
    """Journal `uncertain`; the journal plans a marked reprint while the site's limit allows it."""


@dataclass(frozen=True, slots=True)
class RecoverPrinter(Effect):
    """Clear what the interrupted job left in the printer."""


# The robot's mode


@dataclass(frozen=True, slots=True)
class LetPeopleIn(Effect):
    """Visits may begin."""


@dataclass(frozen=True, slots=True)
class KeepPeopleOut(Effect):
    """No new visit begins; a running one comes to its end."""


@dataclass(frozen=True, slots=True)
class AcknowledgeExit(Effect):
    """Every part of the robot confirms that the technician has left."""


# The connection of a device


@dataclass(frozen=True, slots=True)
class OpenWire(Effect):
    """Open the transport."""


@dataclass(frozen=True, slots=True)
class CloseWire(Effect):
    """Close the transport."""


@dataclass(frozen=True, slots=True)
class AskIdentity(Effect):
    """Ask what is at the other end and what it can do."""


@dataclass(frozen=True, slots=True)
class BackOff(Effect):
    """Wait before the next try, longer each time up to a limit."""


@dataclass(frozen=True, slots=True)
class ResetBackOff(Effect):
    """The next wait is the shortest again."""


@dataclass(frozen=True, slots=True)
class LogLost(Effect):
    """One line: the device is lost."""


@dataclass(frozen=True, slots=True)
class LogBack(Effect):
    """One line: the device is there."""
