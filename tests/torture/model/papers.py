"""The journal as a plain list of attempts, with the reference's three rules. Naive on purpose."""

from collections import Counter
from dataclasses import dataclass, field

from tests.torture.model.queue import Person, QueueModel
from tests.torture.model.site import REPRINTS

NEXT = {
    "planned": ("sent", "not_needed"),
    "sent": ("done", "uncertain", "planned"),
    "done": ("presented",),
    "presented": ("taken", "retracted", "left"),
    "uncertain": ("moved", "not_moved"),
}
BY_PERSON = ("moved", "not_moved")
JOB_NUMBERS = 94 * 94 * 94 * 94
RESTARTED = "the program ended before the device had proved it"


@dataclass(eq=False)
class Attempt:
    """One attempt to move something."""

    effect_id: int
    kind: str
    person: Person
    owner: str
    copy: int
    job: int
    state: str = "planned"
    note: str = ""


@dataclass
class PaperModel:
    """The rules of paper and treats as the reference tells them."""

    queue: QueueModel
    attempts: list[Attempt] = field(default_factory=list)
    jobs: Counter[str] = field(default_factory=Counter)
    changed: list[tuple[int, str]] = field(default_factory=list)  # what the listeners must hear

    def of(self, person: Person, kind: str = "paper") -> list[Attempt]:
        """All attempts for a ticket."""
        return [one for one in self.attempts if one.person is person and one.kind == kind]

    def needed(self, person: Person) -> bool:
        """True while the ticket waits or is called, on its day."""
        return person.day == self.queue.day and person.state in ("waiting", "called")

    def plan(self, person: Person, owner: str) -> Attempt:
        """One more paper."""
        attempt = self._attempt("paper", person, owner, self.jobs[owner] % JOB_NUMBERS)
        self.jobs[owner] += 1
        return attempt

    def next_order(self, owner: str) -> Attempt | None:
        """The oldest planned paper of this robot that is still needed; the others are over."""
        for one in self.attempts:
            if one.state == "planned" and one.kind == "paper" and one.owner == owner:
                if self.needed(one.person):
                    return one
                self._put(one, "not_needed")
        return None

    def move(self, attempt: Attempt, state: str, note: str = "", *, by_person: bool = False) -> bool:
        """False when it must be refused."""
        if state not in NEXT.get(attempt.state, ()) or (state in BY_PERSON and not by_person):
            return False
        self._put(attempt, state)
        attempt.note = note or attempt.note
        return True

    def doubt(self, attempt: Attempt, why: str, robot: str) -> bool:
        """Nobody can know; the newest paper gets a marked reprint within the limit while it is needed."""
        if not self.move(attempt, "uncertain", why):
            return False
        newest = self.of(attempt.person, attempt.kind)[-1]
        within = attempt.kind == "paper" and newest is attempt and attempt.copy <= REPRINTS
        if within and self.needed(attempt.person):
            self.changed.append((self.plan(attempt.person, robot).effect_id, "planned"))
        return True

    def close(self, attempt: Attempt, moved: bool, actor: str) -> bool:
        """A person settles a doubt; what was found needs no reprint."""
        state = "moved" if moved else "not_moved"
        if not self.move(attempt, state, by_person=True):
            return False
        reason = f"effect {attempt.effect_id}"
        self.queue.audit.append((actor, f"effect_{state}", attempt.person.ticket_id, reason))
        for one in self.of(attempt.person, attempt.kind) if moved else ():
            if one.state == "planned":
                self._put(one, "not_needed")
        return True

    def reprint(self, person: Person, robot: str, actor: str) -> Attempt | None:
        """A person asks for one more paper; None when it must be refused."""
        attempts = self.of(person)
        newest = attempts[-1].state if attempts else None
        if not self.needed(person) or newest == "sent":
            return None
        if newest == "planned":
            return attempts[-1]
        attempt = self.plan(person, robot)
        self.changed.append((attempt.effect_id, "planned"))
        self.queue.audit.append((actor, "reprint", person.ticket_id, f"copy {attempt.copy}"))
        return attempt

    def treat(self, person: Person, robot: str) -> Attempt | None:
        """A treat, unless one before may have moved; None when it must be refused."""
        if any(one.state not in ("not_moved", "not_needed") for one in self.of(person, "treat")):
            return None
        attempt = self._attempt("treat", person, robot, 0)
        self.changed.append((attempt.effect_id, "planned"))
        return attempt

    def recover(self, robot: str, living: set[str]) -> int:
        """What was on its way when a process ended is a doubt; what a gone one had planned is taken over."""

        def ours(one: Attempt) -> bool:
            return one.owner == robot or one.owner not in living

        doubts = [one for one in self.attempts if one.state == "sent" and ours(one)]
        for one in doubts:
            self.doubt(one, RESTARTED, robot)
        for one in self.attempts:
            if one.state == "planned" and one.owner != robot and ours(one):
                one.owner = robot
                self.changed.append((one.effect_id, "planned"))
        return len(doubts)

    def _attempt(self, kind: str, person: Person, owner: str, job: int) -> Attempt:
        copy = len(self.of(person, kind)) + 1
        attempt = Attempt(len(self.attempts) + 1, kind, person, owner, copy, job)
        self.attempts.append(attempt)
        return attempt

    def _put(self, attempt: Attempt, state: str) -> None:
        attempt.state = state
        self.changed.append((attempt.effect_id, state))
