"""What citizens ask at a counter: to wait again, or for another paper."""

import asyncio
from random import Random

from kiosk.rehearsal.people import steps
from kiosk.rehearsal.people.counter_acts import CounterActs
from kiosk.rehearsal.people.scene import Scene, drawn_s

TALKS_S = (3.0, 25.0)


async def answer_questions(scene: Scene, counter: str, acts: CounterActs, chance: Random) -> None:
    """Do what is asked, one after the other."""
    while asked := scene.floor.next_asked(counter):
        await asyncio.sleep(drawn_s(chance, *TALKS_S))
        step = steps.back_to_waiting(asked.ticket) if asked.what == "back" else steps.reprint(asked.ticket)
        answer = await acts.take(asked.what, step)
        asked.reply(answer.how)
