"""Talk with the robot in the terminal, to try an edit; nothing is issued, printed or moved.

A number touches a choice, any other line is said, an empty line is silence; :back is the Back button,
:quit (or Ctrl-D) leaves. Where the robot would do something, you say how it ends.

For example:
  kiosk talk
  kiosk talk --lang en --config /srv/kiosk/config
  kiosk talk --steps < sentences.txt

Exit codes: 0 talked, 1 the configuration has errors.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import date

from dialogs.flows.skills import SKILLS
from dialogs.flows.state import Action, Choice, Conversation, Say
from dialogs.flows.wording import meant_by
from kiosk.cli.options import add_config, add_today
from kiosk.config.base import LANGUAGES
from kiosk.config.schema import Config, ServicePlan
from kiosk.desk.calendar import Calendar
from kiosk.site.load import load_config
from kiosk.talk.answers import Answers
from kiosk.talk.days import meant_day
from kiosk.talk.dialog_set import dialog_set_of

QUIT, BACK, HELP = ":quit", ":back", ":help"
HOW = "  (a number touches, other words are said, an empty line is silence; :back, :quit)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The language and the folder."""
    parser.add_argument("--lang", choices=LANGUAGES, default="vi", help="language (default: %(default)s)")
    parser.add_argument("--steps", action="store_true", help="show in which step of which flow the talk is")
    add_config(parser)
    add_today(parser)


def main(options: argparse.Namespace) -> int:
    """Talk until there is nothing more to read."""
    config = load_config(options.config)
    terminal = _Terminal(config, options)
    terminal.run(_lines())
    return 0


class _Terminal:
    """The robot as a terminal can play it."""

    def __init__(self, config: Config, options: argparse.Namespace) -> None:
        plan = ServicePlan(services=config.services, counters=config.counters)
        dialogs = dialog_set_of(config)
        self._talk = dialogs.talk
        self._wording = dialogs.wording
        calendar = Calendar(config.hours, config.site.zone)
        self._answers = Answers(config.knowledge, config.responses, calendar, plan, config.cards)
        self._language: str = options.lang
        self._steps: bool = options.steps
        self._day: date = options.today

    def run(self, lines: Iterator[str]) -> None:
        """Talk as long as there are lines."""
        print(HOW)
        now = self._begin()
        for line in lines:
            if line == QUIT:
                return
            if line == HELP:
                print(HOW)
                continue
            now = self._begin() if now.turn.ended else now
            now = self._take(now, line)
            self._show(now)

    def _begin(self) -> Conversation:
        now = self._talk.begin(self._language)
        self._show(now)
        return now

    def _take(self, now: Conversation, line: str) -> Conversation:
        """What becomes of the talk when `line` is typed."""
        if now.turn.action:
            return self._ended_action(now, now.turn.action, line)
        if line == BACK:
            return self._talk.back(now)
        place = int(line) - 1 if line.isascii() and line.isdecimal() and len(line) < 4 else -1
        if 0 <= place < len(now.turn.choices):
            return self._talk.chose(now, now.turn.choices[place].value)
        return self._talk.said(now, line)

    def _ended_action(self, now: Conversation, action: Action, line: str) -> Conversation:
        """The action ends as `line` says, an empty line as it should."""
        outcomes = SKILLS[action.name].outcomes
        by_place = {str(place): outcome for place, outcome in enumerate(outcomes, 1)}
        outcome = by_place.get(line or "1", line)
        if outcome in outcomes:
            return self._talk.done(now, outcome)
        return self._talk.said(now, line)

    def _show(self, now: Conversation) -> None:
        turn = now.turn
        if self._steps and now.stack:
            print(f"  [{now.stack[-1].flow}: {now.stack[-1].step}]")
        for act in turn.does:
            print(f"  [the robot {_about(act.name)}]")
        for say in turn.says:
            print(f"Robot: {self._words(say, now.language)}")
        if turn.action:
            doing = f"{_about(turn.action.name)}{self._details(turn.action, now.language)}"
            print(f"  [here the robot {doing}; it ends:]")
            self._numbered(SKILLS[turn.action.name].outcomes)
        else:
            self._numbered(tuple(self._talk.label(choice, now.language) for choice in turn.choices))
        if turn.ended:
            print("  (the visit is over)")

    @staticmethod
    def _numbered(labels: tuple[str, ...]) -> None:
        for place, label in enumerate(labels, 1):
            print(f"  {place:2} {label}")

    def _words(self, say: Say, language: str) -> str:
        if not say.told:
            return self._wording.text(say, language)
        day = meant_day(say.slots.get("date", ""), self._day)
        return self._answers.say(language, meant_by(say), day).text

    def _details(self, action: Action, language: str) -> str:
        choices = [Choice(value, slot=slot) for slot, value in action.values.items()]
        names = [self._wording.label(choice, language) for choice in choices]
        return f" ({', '.join(names)})" if names else ""


def _about(action: str) -> str:
    return SKILLS[action].about if action in SKILLS else "stands still"


def _lines() -> Iterator[str]:
    """What is typed, line by line; read from a pipe, it is shown."""
    typed = sys.stdin.isatty()
    while True:
        print("> ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            print()
            return
        text = line.strip()
        if not typed:
            print(text)
        yield text
