"""One person in front of the robot: from what they see to what they touch, until they hold a number."""

from collections.abc import Awaitable, Callable

from kiosk.rehearsal.people.detours import detours_of
from kiosk.rehearsal.people.manners import Manner
from kiosk.rehearsal.people.mind import Move
from kiosk.rehearsal.people.patience import Patience
from kiosk.rehearsal.people.person import Leaves, Number, Person
from kiosk.rehearsal.people.standing import in_front
from kiosk.rehearsal.people.talking import Talking
from kiosk.rehearsal.people.taps import look, request_id, touch
from state_machines.interfaces import IssuedTicket
from state_machines.screen import Screen

TRIES = 4  # so often somebody tries again where the screen says that there is no number
EARLY_S = 1500.0  # who comes earlier than this before the opening comes another time
READS_S = (2.0, 8.0)
PAPER_S = 15.0  # how long somebody with a number waits for the paper
NO_REASON = "priority_none"
PRINTING = frozenset({"planned", "sent"})


async def take_number(person: Person, manner: Manner) -> Number:
    """Stand in line, then at the screen. Raises `Leaves`."""
    async with in_front(person, manner):
        return await AtScreen(person, manner).take_number()


class AtScreen:
    """Acts only on what is seen; another person's touch in between surprises them as it would anybody."""

    def __init__(self, person: Person, manner: Manner) -> None:
        self._person = person
        self._manner = manner
        self._patience = Patience(person.drawn_s(*manner.patience_s))
        self._senses = person.scene.senses
        self._detours = detours_of(manner)
        self._talking = None if manner.talks is None else Talking(person, manner.talks)
        self._life = 0
        self._wished: tuple[int, int] | None = None  # life and visit in which they asked for a number
        self._request = ""
        self._tries = 0
        self._by_name: dict[str, Callable[[Screen], Awaitable[Number | None]]] = {
            "closed": self._closed,
            "attract": self._attract,
            "services": self._services,
            "priority": self._priority,
            "issuing": self._issuing,
            "ticket": self._ticket,
            "trouble": self._trouble,
        }

    async def take_number(self) -> Number:
        """Until there is a number. Raises `Leaves`."""
        while True:
            await self._person.pause(*self._manner.thinks_s)
            self._patience.require("no_patience")
            seen = await look(self._person)
            number = await (self._dark() if seen is None else self._act(*seen))
            if number is not None:
                return number

    async def _act(self, life: int, seen: Screen) -> Number | None:
        self._life = life
        if seen.name == self._manner.leaves_at:
            raise Leaves(f"walked_away_{seen.name}")
        if self._detours.get(seen.name):
            await self._detours[seen.name].pop(0)(self._person, self._manner, seen)
            return None
        move = None if self._talking is None else self._talking.move(seen)
        if move is not None:
            await self._do(seen, move)
            return None
        return await self._by_name.get(seen.name, self._elsewhere)(seen)

    async def _dark(self) -> None:
        """Wait in front of the black screen, then try again."""
        self._person.did("waits", "dark")
        await self._patience.wait_for(self._senses.screen, "dark")

    async def _closed(self, seen: Screen) -> None:
        opens_in_s = self._person.scene.opens_in_s()
        if opens_in_s is None or opens_in_s > EARLY_S:
            raise Leaves("closed")
        if self._person.likely(0.3):
            await self._touch(seen, "touch")
        self._person.did("waits", "closed")
        self._patience = Patience(max(opens_in_s + 60.0, self._patience.left_s))
        await self._patience.wait_for(self._senses.screen, "closed")

    async def _attract(self, seen: Screen) -> None:
        await self._touch(seen, "touch")

    async def _services(self, seen: Screen) -> None:
        self._wished = None  # whatever number comes now is not the answer to an earlier wish
        if self._person.hall.config.desk.priority_reasons:
            await self._touch(seen, "choose", choice=self._person.service)
        else:
            await self._wish(seen, "choose", choice=self._person.service)

    async def _priority(self, seen: Screen) -> None:
        self._wished = None
        if seen.service != self._person.service:  # somebody else chose, before or meanwhile
            await self._touch(seen, "back")
            return
        await self._wish(seen, "choose", choice=self._person.plan.priority or NO_REASON)

    async def _elsewhere(self, seen: Screen) -> None:
        """Somebody has led the robot to another subject."""
        self._wished = None
        await self._touch(seen, "back")

    async def _do(self, seen: Screen, move: Move) -> None:
        """A move of a talk."""
        self._wished = None
        if move.wish:
            await self._wish(seen, move.event, **move.fields)
        elif move.event:
            await self._touch(seen, move.event, **move.fields)
            if move.leaves:
                raise Leaves(move.leaves)
        else:
            await self._patience.wait_for(self._senses.screen, "no_patience")

    async def _wish(self, seen: Screen, event: str, **fields: str) -> None:
        """The touch that asks for the number."""
        self._request = request_id(self._person, self._life, seen)
        self._wished = self._life, seen.visit
        await self._touch(seen, event, request_id=self._request, **fields)
        if self._manner.leaves_at == "issuing":
            raise Leaves("walked_away_issuing")

    async def _issuing(self, _: Screen) -> None:
        await self._patience.wait_for(self._senses.screen, "no_patience")

    async def _ticket(self, seen: Screen) -> Number | None:
        ticket = seen.ticket
        if ticket is None or self._wished != (self._life, seen.visit):
            await self._touch(seen, "done")  # left behind by somebody else
            return None
        if ticket.service != self._person.service:
            await self._touch(seen, "back")
            return None
        number = self._mine(ticket)
        await self._take_paper()
        return number

    def _mine(self, ticket: IssuedTicket) -> Number:
        number = Number(ticket.ticket_id, ticket.number, ticket.service)
        again = self._senses.failed_in == self._wished
        return self._person.got(number, self._request, ticket.people_ahead, again)

    async def _take_paper(self) -> None:
        """Read the number, wait for the paper, say that one has finished, or just go."""
        await self._person.pause(*READS_S)
        if self._is_printing():
            await self._senses.screen.heard(PAPER_S)
        seen = await look(self._person)
        if seen is not None and seen[1].name == "ticket" and self._person.likely(0.6):
            await self._touch(seen[1], "done")

    def _is_printing(self) -> bool:
        robot = self._person.hall.robot
        ticket = None if robot is None else robot.visit.screen.ticket
        return ticket is not None and ticket.print_state in PRINTING

    async def _trouble(self, seen: Screen) -> None:
        """Try again a few times, then call staff and go."""
        self._tries += 1
        if seen.trouble == "closed" or self._tries > TRIES:
            raise Leaves(f"trouble_{seen.trouble}")
        if self._tries == TRIES:
            await self._touch(seen, "call_staff")
        await self._person.pause(1.0, 15.0)
        await self._touch(seen, "back")

    async def _touch(self, seen: Screen, event: str, **fields: str) -> None:
        await touch(self._person, self._manner, seen, event, **fields)
