"""The reading of a card in motion: scanner, keypad and reader in, what the screen shows out."""

import asyncio
import logging
from collections.abc import Callable

from drivers.interfaces import CardPresence, CardReader, CodeScanner, ScannedCode
from drivers.status import DeviceStatus
from state_machines import card_guards as causes
from state_machines import effects as do
from state_machines.card_guards import CardContext
from state_machines.card_interfaces import CardFacts, CardInHand, CardRefused, CardShown
from state_machines.card_options import CardOptions
from state_machines.card_visit import FINAL, TABLE, WAITING
from state_machines.effects import Effect
from state_machines.machine import Machine, NotAllowedNow

log = logging.getLogger(__name__)

OUTCOMES = {"read": "read", "unread": "failed", "given_up": "given_up"}  # of the skill `read_card`
PRESENCE = {CardPresence.ONE: "laid", CardPresence.SEVERAL: "several", CardPresence.NONE: "taken"}
ADVICE = {"wait_code": "no_code", "wait_card": "no_chip"}  # when nothing has happened there
PERCENT_STEP = 5  # the bar moves in steps: a screen each
FAILED = "failed"
RECORD_S = 3.0
TO_BE_TAKEN = frozenset({causes.SEVERAL, "protocol", "not_an_emrtd"})  # what lies there was refused


class CardRunner:
    """Reads one card at a time; without a scanner the number is typed, without a reader the code must do."""

    def __init__(
        self,
        card: CardInHand,
        reader: CardReader | None,
        scanner: CodeScanner | None,
        options: CardOptions,
        show: Callable[[CardShown], None],
    ) -> None:
        self._card = card
        self._reader = reader
        self._scanner = scanner
        self._options = options
        self._show_it = show
        self._machine: Machine[CardContext] | None = None
        self._ended: asyncio.Future[str] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._look: asyncio.TimerHandle | None = None
        self._reading: asyncio.Task[None] | None = None
        self._begin_anew()
        self._carry_out: dict[type[Effect], Callable[[], None]] = {
            do.LookForCode: lambda: self._look_for_code(True),
            do.StopLooking: lambda: self._look_for_code(False),
            do.AwaitCard: self._await_card,
            do.ReadChip: self._read_chip,
            do.StopReading: self._stop_reading,
            do.TakeCodeAlone: self._take_code_alone,
        }
        if reader is not None:
            reader.on_presence(self._on_presence)
            reader.on_status(self._on_status)
        if scanner is not None:
            scanner.on_code(self._on_code)

    @property
    def busy(self) -> bool:
        """Whether a card is being read, or waited for."""
        return self._machine is not None

    async def read(self) -> str:
        """One reading, the citizen having agreed; which outcome of the skill `read_card` it had."""
        if self._machine is not None or (self._reader is None and self._scanner is None):
            return FAILED
        self._card.forget()
        self._begin_anew()
        machine = self._machine = Machine(TABLE)
        ended = self._ended = asyncio.get_running_loop().create_future()
        try:
            self._fire("start")
            ending = await ended
            await self._record(ending)
        finally:
            if self._machine is machine:  # nobody else's by now
                self._leave()
        return OUTCOMES[ending]

    def type_number(self, digits: str) -> None:
        """The card's number, or its last six figures. Raises `NotAllowedNow`."""
        self._refuse_unless("number")
        try:
            self._card.take_number(digits)
        except CardRefused as refused:
            self._fire("foreign", refused.cause)
        else:
            self._fire("number")

    def stop(self) -> None:
        """The citizen wants to go on without the card. Raises `NotAllowedNow`."""
        self._refuse_unless("stop")
        self._fire("stop")

    def touched(self) -> None:
        """Somebody is there, and gets the whole time again."""
        if self._machine is not None and self._machine.state in WAITING:
            self._be_patient()

    def forget(self) -> None:
        """The visit is over: nothing of the card is left."""
        self._leave()
        self._begin_anew()
        self._card.forget()

    async def _record(self, ending: str) -> None:
        """The visit does not wait long for its audit."""
        try:
            async with asyncio.timeout(RECORD_S):
                await self._card.record(ending, self._cause)
        except TimeoutError:
            log.error("reading of a card not recorded in time limit_s=%g", RECORD_S)

    def _begin_anew(self) -> None:
        self._tries_left = self._options.tries
        self._helped = False
        self._trouble = self._cause = self._doing = ""
        self._percent = 0
        self._facts: CardFacts | None = None

    def _leave(self) -> None:
        self._machine = None
        self._stop_reading()
        self._look_for_code(False)
        for timer in (self._timer, self._look):
            if timer is not None:
                timer.cancel()
        self._timer = self._look = None

    def _refuse_unless(self, event: str) -> None:
        if self._machine is None:
            raise NotAllowedNow(TABLE.name, TABLE.initial, event, (), "no card is being read")
        if event not in TABLE.allowed[self._machine.state] or (event == "number" and self._reader is None):
            raise self._machine.refusal(event)

    def _fire(self, event: str, trouble: str = "") -> None:
        """Take `event`; news that came too late changes nothing."""
        machine = self._machine
        if machine is None:
            return
        before = machine.state
        try:
            effects = machine.fire(event, self._context(trouble))
        except NotAllowedNow:
            return
        self._helped = before == machine.state and (self._helped or event == "timed_out")
        self._trouble = trouble
        for effect in effects:
            self._carry_out[type(effect)]()
        self._be_patient()
        self._show()
        if machine.state in FINAL:
            self._end(machine.state, trouble)

    def _context(self, cause: str) -> CardContext:
        reader = self._reader
        return CardContext(
            has_reader=reader is not None,
            reader_works=reader is not None and reader.status.usable,
            tries_left=self._tries_left,
            helped=self._helped,
            cause=cause,
        )

    def _end(self, state: str, cause: str) -> None:
        self._cause = cause
        if state == "unread":
            log.info("card not read cause=%s", cause)
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(state)

    def _be_patient(self) -> None:
        """Wait for the next event as long as this state does."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._machine is not None and self._machine.state not in FINAL:
            wait_s = self._waits_s[self._machine.state]
            self._timer = asyncio.get_running_loop().call_later(wait_s, self._timed_out)

    @property
    def _waits_s(self) -> dict[str, float]:
        options = self._options
        return {
            "wait_code": options.code_wait_s,
            "wait_card": options.card_wait_s,
            "wait_reader": options.reader_wait_s,
            "reading": options.read_limit_s,
        }

    def _timed_out(self) -> None:
        state = "" if self._machine is None else self._machine.state
        self._fire("timed_out", {**ADVICE, "wait_reader": causes.NO_READER}.get(state, "timed_out"))

    def _show(self) -> None:
        if self._machine is None:
            return
        shown = CardShown(
            step=self._machine.state,
            can_scan=self._scanner is not None,
            can_type=self._reader is not None,
            doing=self._doing,
            percent=self._percent,
            trouble=self._trouble,
            facts=self._facts,
        )
        self._show_it(shown)

    def _on_code(self, code: ScannedCode) -> None:
        if self._machine is None or self._machine.state != "wait_code":
            return
        if code.problem:
            self._fire("foreign", "torn_code")
            return
        try:
            self._card.take_code(code.text)
        except CardRefused as refused:
            self._fire("foreign", refused.cause)
        else:
            self._fire("code")

    def _on_presence(self, presence: CardPresence) -> None:
        event = PRESENCE.get(presence)
        if event is None or self._machine is None:
            return
        trouble = causes.SEVERAL if event == "several" else ""
        if event == "laid" and self._machine.state == "wait_code":
            trouble = "code_first"
        self._fire(event, trouble)

    def _on_status(self, status: DeviceStatus) -> None:
        if status.usable:
            self._fire("reader_back")
        elif self._machine is not None and self._machine.state != "wait_code":
            self._fire("reader_lost", causes.NO_READER)
        else:
            self._fire("reader_lost")

    def _look_for_code(self, looking: bool) -> None:
        if self._scanner is not None:
            self._scanner.look(looking)

    def _await_card(self) -> None:
        """What lies there counts, once it has come to rest; not what was refused."""
        if self._look is not None:
            self._look.cancel()
        if self._trouble not in TO_BE_TAKEN:
            settle_s = self._options.settle_s if self._trouble else 0.0
            self._look = asyncio.get_running_loop().call_later(settle_s, self._look_at_reader)

    def _look_at_reader(self) -> None:
        machine, presence = (
            self._machine,
            CardPresence.NONE if self._reader is None else self._reader.presence,
        )
        if machine is not None and machine.state == "wait_card" and presence is not CardPresence.NONE:
            self._on_presence(presence)

    def _read_chip(self) -> None:
        self._tries_left -= 1
        self._doing, self._percent = "opening", 0
        self._reading = asyncio.get_running_loop().create_task(self._read(), name="read card")

    async def _read(self) -> None:
        try:
            facts = await self._card.read(self._progressed)
        except CardRefused as refused:
            self._reading = None
            log.info("card refused cause=%s tries_left=%d", refused.cause, self._tries_left)
            self._fire("refused", refused.cause)
        except Exception:
            log.exception("card not read")
            self._reading = None
            self._fire("refused", "protocol")
        else:
            self._reading = None
            self._facts = facts
            self._fire("read")

    def _progressed(self, doing: str, done: float) -> None:
        percent = PERCENT_STEP * int(max(0.0, min(1.0, done)) * 100 / PERCENT_STEP)
        if self._reading is not None and (doing, percent) != (self._doing, self._percent):
            self._doing, self._percent = doing, max(percent, self._percent)
            self._show()

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _take_code_alone(self) -> None:
        self._facts = self._card.code_alone()
