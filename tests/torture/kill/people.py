"""Citizens and staff who use the robot until it dies, and know afterwards what they asked and were told."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from threading import Event, Thread
from typing import Any
from uuid import UUID

import httpx

from tests.torture.kill.victim import Victim

SERVICES = ("civil_status", "certification")
COUNTERS = ("1", "2", "3")
STEPS = ("next", "next", "next", "finish", "finish", "recall", "no-show", "transfer", "undo", "back")
REFUSED = frozenset({404, 409})
PAUSE_S = (0.02, 0.5)


@dataclass
class Wish:
    """A number asked for; `ticket` is the first answer, for ever."""

    request_id: str
    service: str
    ticket: dict[str, Any] | None = None


@dataclass
class Tap:
    """A step of staff; `answer` is the ticket's id, or that it was refused."""

    request_id: str
    path: str
    body: dict[str, str]
    answered: bool = False
    refused: bool = False
    ticket_id: str | None = None


class Signals:
    """What the people have just seen, for whoever waits to kill."""

    def __init__(self) -> None:
        self._seen: dict[str, Event] = {}

    def __getitem__(self, name: str) -> Event:
        return self._seen.setdefault(name, Event())


class People:
    """Everybody who comes in one day; asks again what was not answered."""

    def __init__(self, victim: Victim, chance: Random) -> None:
        self.wishes: list[Wish] = []
        self.taps: list[Tap] = []
        self.wrong: list[str] = []
        self.asked_again = 0
        self._victim = victim
        self._chance = chance
        self._staff_chance = Random(chance.random())

    def arrive(self, signals: Signals) -> list[Thread]:
        """Begin to use a robot that has just started; each thread ends when it dies."""
        works = (self._citizens, self._staff)
        threads = [Thread(target=self._until_it_dies, args=(work, signals)) for work in works]
        for thread in threads:
            thread.start()
        return threads

    def ask_again(self) -> None:
        """What was not answered is asked again; of what was answered the last and one by chance."""
        open_wishes = [wish for wish in self.wishes if wish.ticket is None]
        self.asked_again += len(open_wishes)
        known = [wish for wish in self.wishes if wish.ticket is not None]
        for wish in (*open_wishes, *known[-1:], *self._chance.choices(known, k=min(1, len(known)))):
            self._wish(wish)
        for tap in self.taps:
            if not tap.answered:
                self.asked_again += 1
                self._tap(tap)

    def look_at_the_line(self) -> None:
        """Whoever waits is told a place of their own, from the first to the last."""
        places: dict[str, list[int]] = {}
        for wish in self.wishes:
            ticket = self._victim.http.get(f"/api/tickets/{(wish.ticket or {})['ticket_id']}").json()
            if ticket["state"] == "waiting":
                places.setdefault(ticket["service"], []).append(ticket["people_ahead"])
        for service, ahead in places.items():
            if sorted(ahead) != list(range(len(ahead))):
                self.wrong.append(f"people ahead in the line of {service}: {sorted(ahead)}")

    def _until_it_dies(self, work: Callable[[Signals], None], signals: Signals) -> None:
        try:
            while True:
                work(signals)
        except (httpx.TransportError, RuntimeError):  # killed, or its client was closed
            return
        except Exception as error:  # noqa: BLE001 - an answer nobody understands is told at the end
            self.wrong.append(f"an answer that is none: {error!r}")

    def _citizens(self, signals: Signals) -> None:
        wish = Wish(self._new_id(self._chance), self._chance.choice(SERVICES))
        self.wishes.append(wish)
        signals["asked"].set()
        self._wish(wish)
        signals["answered"].set()
        time.sleep(self._chance.uniform(*PAUSE_S))

    def _staff(self, signals: Signals) -> None:
        time.sleep(self._staff_chance.uniform(*PAUSE_S))
        tap = self._new_tap()
        self.taps.append(tap)
        signals["staff"].set()
        self._tap(tap)

    def _new_tap(self) -> Tap:
        chance = self._staff_chance
        step, counter = chance.choice(STEPS), chance.choice(COUNTERS)
        body = {"request_id": self._new_id(chance)}
        if step == "transfer":
            body["service"] = chance.choice(SERVICES)
        if step == "back":
            tickets = [wish.ticket["ticket_id"] for wish in self.wishes if wish.ticket]
            body["ticket_id"] = chance.choice(tickets or ["NONE"])
        return Tap(body["request_id"], f"/api/counters/{counter}/{step}", body)

    def _wish(self, wish: Wish) -> None:
        answer = self._victim.post("/api/tickets", {"service": wish.service, "request_id": wish.request_id})
        if answer.status_code not in ((201, 200) if wish.ticket is None else (200,)):
            self.wrong.append(f"wish {wish}: answered {answer.status_code} {answer.text}")
            return
        told = {name: answer.json()[name] for name in ("ticket_id", "number")}
        if wish.ticket not in (None, told):
            self.wrong.append(f"wish {wish}: now answered {told}")
        wish.ticket = told

    def _tap(self, tap: Tap) -> None:
        answer = self._victim.post(tap.path, tap.body)
        tap.answered = True
        if answer.status_code in REFUSED:
            tap.refused = True
        elif answer.status_code == httpx.codes.OK:
            tap.ticket_id = answer.json()["ticket_id"]
        else:
            self.wrong.append(f"tap {tap}: answered {answer.status_code} {answer.text}")

    def _new_id(self, chance: Random) -> str:
        return str(UUID(int=chance.getrandbits(128), version=4))
