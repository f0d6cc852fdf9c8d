"""Who speaks now, the robot or the citizen. What is said is decided by the visit."""

from dataclasses import dataclass

from state_machines import effects as do
from state_machines.row import STAY, Row
from state_machines.table import Table

STATES = {
    "idle": "Nobody speaks: nobody is here, or all goes by touch",
    "responding": "The robot speaks",
    "listening": "The microphone is open",
    "processing": "A sentence was heard, and the visit looks for its answer",
}

EVENTS = {
    "prompt": "the screen has new words",
    "said": "they have been said, or cannot be",
    "began": "somebody begins to speak",
    "heard": "a whole sentence was heard",
    "nothing": "it was noise, or no word that is known",
    "taken": "the visit has taken the sentence, and says nothing",
    "late": "the answer takes its time",
    "touch": "the screen was touched, or a key pressed",
    "invite": "“listen to me now”",
    "hearing": "there are ears again: a microphone and a model",
    "deaf": "the microphone or the recogniser is lost",
    "leave": "nobody's visit any more",
}

EVERYWHERE = tuple(STATES)


@dataclass(frozen=True, slots=True)
class TurnContext:
    """What the guards look at."""

    can_listen: bool = True  # somebody's visit, with a microphone and a model
    over_the_robot: bool = False  # the citizen may speak while the robot does: the echo is cancelled


def somebody_may_be_heard(context: TurnContext) -> bool:
    """Somebody's visit, with a microphone and a model."""
    return context.can_listen


def the_robot_may_be_interrupted(context: TurnContext) -> bool:
    """By voice; by touch always."""
    return context.can_listen and context.over_the_robot


def _to_listening(source: str | tuple[str, ...], event: str, note: str) -> tuple[Row[TurnContext], ...]:
    """The citizen's turn, where there are ears."""
    return (
        Row(source, event, "listening", note, somebody_may_be_heard, (do.StopSpeaking(), do.Listen())),
        Row(source, event, "idle", f"{note}; by touch only", None, (do.StopSpeaking(),)),
    )


ROWS: tuple[Row[TurnContext], ...] = (
    Row(
        EVERYWHERE,
        "prompt",
        "responding",
        "The robot's turn; it can be interrupted",
        the_robot_may_be_interrupted,
        (do.Speak(), do.Listen()),
    ),
    Row(EVERYWHERE, "prompt", "responding", "The robot's turn", None, (do.StopListening(), do.Speak())),
    *_to_listening("responding", "said", "The robot has spoken"),
    *_to_listening("responding", "touch", "A touch silences the robot"),
    *_to_listening(("idle", "responding", "processing"), "invite", "Asked for by the button"),
    Row("listening", "invite", "idle", "The button ends the listening, too", None, (do.StopListening(),)),
    Row("responding", "began", "listening", "The citizen speaks over the robot", None, (do.StopSpeaking(),)),
    Row("listening", "began", STAY, "No question is repeated meanwhile"),
    Row("listening", "heard", "processing", "A sentence", None, (do.StopListening(), do.TakeSentence())),
    Row("listening", "nothing", STAY, "Still the citizen's turn", None, (do.Listen(),)),
    Row("responding", "nothing", STAY, "Noise beside the robot's words", None, (do.Listen(),)),
    *_to_listening("processing", "taken", "Nothing to say to that"),
    Row("processing", "late", STAY, "A tone says that something happens", None, (do.Fill(),)),
    Row(("listening", "idle", "processing"), "touch", STAY, "Both ways are open"),
    Row("idle", "hearing", "listening", "Ears again", somebody_may_be_heard, (do.Listen(),)),
    Row(EVERYWHERE, "hearing", STAY, "Noted"),
    Row(("listening", "processing"), "deaf", "idle", "Goes on by touch", None, (do.StopListening(),)),
    Row(("idle", "responding"), "deaf", STAY, "Noted", None, (do.StopListening(),)),
    Row(EVERYWHERE, "leave", "idle", "The visit is over", None, (do.StopSpeaking(), do.StopListening())),
)

TABLE: Table[TurnContext] = Table(name="turn_taking", initial="idle", states=STATES, events=EVENTS, rows=ROWS)
