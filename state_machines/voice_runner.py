"""Turn taking in motion: what is new on the screen is spoken, what is heard is the visit's next event."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from dialogs.interfaces import SpeechToText
from state_machines import effects as do
from state_machines.doors import Doors
from state_machines.ear import Ear
from state_machines.effects import Effect
from state_machines.machine import Machine, NotAllowedNow
from state_machines.mouth import Mouth
from state_machines.screen import Screen
from state_machines.turn_taking import TABLE, TurnContext
from state_machines.visit_runner import VisitRunner
from state_machines.voice_interfaces import Aloud
from state_machines.voice_options import VoiceOptions
from state_machines.voice_state import VoiceState

log = logging.getLogger(__name__)

WORDLESS = "issuing"  # the answer is on its way: it is still the robot's turn to find it
NO_TOUCH = frozenset({"stay", "keypad"})  # events of the page that do not silence the robot


class VoiceRunner:
    """The voice of one robot's visits; without ears or a mouth the visit goes on by touch."""

    def __init__(
        self,
        visit: VisitRunner,
        aloud: Aloud,
        hearing: SpeechToText,
        mouth: Mouth,
        doors: Doors,
        options: VoiceOptions,
        new_id: Callable[[], str],
    ) -> None:
        self._visit = visit
        self._aloud = aloud
        self._mouth = mouth
        self._ear = Ear(hearing, doors, self._fire, self._show)
        self._doors = doors
        self._options = options
        self._new_id = new_id
        self._machine = Machine(TABLE)
        self._screen = visit.screen
        self._state = VoiceState()
        self._works: dict[str, asyncio.Task[None]] = {}  # by the event that ends them: said, taken
        self._late: asyncio.TimerHandle | None = None
        self._posting = self._moving = False
        self._closed = False
        self._listeners: list[Callable[[VoiceState], None]] = []
        self._carry_out: dict[type[Effect], Callable[[], None]] = {
            do.Speak: lambda: self._work("said", partial(self._say, self._screen)),
            do.StopSpeaking: self._stop_speaking,
            do.Listen: self._listen,
            do.StopListening: self._ear.close,
            do.TakeSentence: self._take_sentence,
            do.Fill: lambda: self._mouth.fill(self._aloud.gain(self._screen)),
        }
        visit.on_screen(self._on_screen)
        visit.on_event(self._on_event)
        hearing.on_change(self._ears_changed)
        mouth.on_change(self._show)
        doors.on_change(self._ears_changed)
        self._show()

    @property
    def state(self) -> VoiceState:
        """What the page shows of it now."""
        return self._state

    def on_state(self, listener: Callable[[VoiceState], None]) -> None:
        """Call `listener` on the event loop with every change of what is shown."""
        self._listeners.append(listener)

    def touched(self) -> None:
        """The screen was touched, or a key pressed: the robot is silent."""
        self._fire("touch")

    def listen_now(self) -> None:
        """The microphone's button: listen, or no longer."""
        self._fire("invite")

    def finish(self) -> None:
        """“That was all”: take what was heard so far."""
        self._ear.finish()

    def robot_moves(self, moving: bool) -> None:
        """While it moves “stop” is heard, though nobody is at the screen. Safe to repeat."""
        if moving != self._moving:
            self._moving = moving
            if not self._visit.active:
                self._fire("hearing" if moving else "leave")

    async def close(self) -> None:
        """Be silent and deaf for good; leave no task."""
        self._closed = True
        self._ear.close()
        self._in_time()
        works = list(self._works.values())
        for work in works:
            work.cancel()
        await asyncio.gather(*works, return_exceptions=True)
        await self._mouth.close()

    def _fire(self, event: str) -> None:
        if self._closed:
            return
        before = self._machine.state
        try:
            effects = self._machine.fire(event, self._context)
        except NotAllowedNow:  # news of something that has ended meanwhile
            return
        for effect in effects:
            self._carry_out[type(effect)]()
        if before == "processing" != self._machine.state:
            self._in_time()
        self._be_patient(event, before)
        self._show()

    @property
    def _context(self) -> TurnContext:
        ear = self._doors.ear
        return TurnContext(
            can_listen=(self._visit.active or self._moving) and self._ear.hears(self._screen.language),
            over_the_robot=self._options.interrupted_by_voice and ear is not None and ear.echo_cancelled,
        )

    def _be_patient(self, event: str, before: str) -> None:
        """While somebody speaks the visit's timers rest."""
        if self._machine.state == "responding" or event == "began":
            self._visit.hold()
        elif before == "responding" or event in ("nothing", "heard", "deaf", "invite", "leave"):
            self._visit.release()

    def _on_screen(self, screen: Screen) -> None:
        before, self._screen = self._screen, screen
        if not self._visit.active and screen.visit != before.visit:
            self._fire("leave")
        elif _has_new_words(screen, before):
            self._fire("prompt")

    def _on_event(self, event: str) -> None:
        if not self._posting and event not in NO_TOUCH:
            self._fire("touch")

    def _ears_changed(self) -> None:
        hears = self._ear.hears(self._screen.language)
        if hears != self._state.can_hear:
            self._fire("hearing" if hears else "deaf")
        self._show()

    async def _say(self, screen: Screen) -> None:
        lines = await self._aloud.lines(screen)
        self._ear.prompt = " ".join(line.words for line in lines)
        if lines and screen.sound and self._mouth.can_speak:
            voice, gain = self._aloud.voice(screen), self._aloud.gain(screen)
            asks = self._visit.active and self._context.can_listen
            await self._mouth.say(lines, voice, gain, ends_with_cue=asks)
            await asyncio.sleep(self._options.hold_off_s)

    def _stop_speaking(self) -> None:
        self._mouth.stop()
        saying = self._works.pop("said", None)
        if saying is not None and saying is not asyncio.current_task():
            saying.cancel()

    def _listen(self) -> None:
        aloud, screen = self._aloud, self._screen
        self._ear.open(screen.language, aloud.quiet_s(screen), aloud.phrases(screen))

    def _take_sentence(self) -> None:
        loop = asyncio.get_running_loop()
        self._late = loop.call_later(self._options.late_s, self._fire, "late")
        self._work("taken", self._take)

    async def _take(self) -> None:
        screen, sentence = self._screen, self._ear.sentence
        self._posting = True
        try:
            await self._visit.post(
                "say",
                text=sentence.text,
                sure="yes" if sentence.is_sure else "no",
                visit=str(screen.visit),
                revision=str(screen.revision),
                request_id=self._new_id(),
            )
        except NotAllowedNow as refusal:
            log.info("sentence not taken: %s", refusal)
        finally:
            self._posting = False

    def _work(self, end: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do `work` instead of what was to end with `end`, and tell its end."""
        if end in self._works:
            self._works.pop(end).cancel()
        self._works[end] = asyncio.get_running_loop().create_task(self._done(end, work), name=end)

    async def _done(self, end: str, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception:
            log.exception("voice failed before=%s", end)
        self._fire(end)

    def _in_time(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _show(self) -> None:
        ear, mouth = self._doors.ear, self._doors.mouth
        waits = self._machine.state in ("listening", "processing")
        state = VoiceState(
            state=self._machine.state,
            partial=self._ear.partial if waits else "",
            level=self._ear.level if self._machine.state == "listening" else 0.0,
            can_hear=self._ear.hears(self._screen.language),
            can_speak=self._mouth.can_speak,
            by_page=any(door is not None and door.by_page for door in (ear, mouth)),
        )
        if state != self._state:
            self._state = state
            for listener in self._listeners:
                listener(state)


def _has_new_words(screen: Screen, before: Screen) -> bool:
    told_of_travel = screen.travel is not None and screen.travel != before.travel
    return told_of_travel or (screen.name != WORDLESS and _words_of(screen) != _words_of(before))


def _words_of(screen: Screen) -> tuple[object, ...]:
    """What the spoken words of a screen depend on."""
    ticket, card = screen.ticket, screen.card
    return (
        screen.visit,
        screen.name,
        screen.language,
        screen.aloud,
        screen.trouble,
        screen.staff_called,
        screen.warn_until is not None,
        ticket and (ticket.ticket_id, ticket.print_state),
        card and (card.step, card.trouble),
    )
