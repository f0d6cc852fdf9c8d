"""How the robot speaks in this visit, on the screen's value: pace, loudness, silence, what is read."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from state_machines import effects as do
from state_machines.effects import Effect
from state_machines.screen import LOUDNESSES, PACES, Screen


def spoken(screen: Screen) -> Screen:
    """Its words are to be said, though they may be the same as before."""
    return replace(screen, aloud=screen.aloud + 1, whole=False)


def _all_read(screen: Screen) -> Screen:
    return replace(screen, aloud=screen.aloud + 1, whole=True)


def _slower(screen: Screen) -> Screen:
    return replace(spoken(screen), pace=max(screen.pace - 1, PACES[0]))


def _louder(screen: Screen) -> Screen:
    return replace(spoken(screen), loudness=min(screen.loudness + 1, LOUDNESSES[-1]), sound=True)


def _softer(screen: Screen) -> Screen:
    return replace(spoken(screen), loudness=max(screen.loudness - 1, LOUDNESSES[0]))


def _muted_or_not(screen: Screen) -> Screen:
    return replace(spoken(screen), sound=not screen.sound)


def _by_keypad(screen: Screen) -> Screen:
    return screen if screen.keypad else replace(spoken(screen), keypad=True)


SOUNDING: Mapping[type[Effect], Callable[[Screen], Screen]] = {
    do.SayAgain: spoken,
    do.ReadAll: _all_read,
    do.SpeakSlower: _slower,
    do.SpeakLouder: _louder,
    do.SpeakSofter: _softer,
    do.ToggleSound: _muted_or_not,
    do.ReadChoices: _by_keypad,
}

DOES: Mapping[str, Callable[[Screen], Screen]] = {"speak_slower": _slower, "speak_louder": _louder}


def as_asked(screen: Screen) -> Screen:
    """With what the conversation's turn changes in the robot's way of speaking."""
    for action in screen.talk.turn.does if screen.talk else ():
        screen = DOES.get(action.name, spoken)(screen)
    return screen
