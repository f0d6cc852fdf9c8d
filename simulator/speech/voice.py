"""The voices of citizens: espeak-ng in a child process, because it is not safe for threads and may die.

Responsible for: one text at a time, a time limit, a fresh child after a dead one.
Not responsible for: when it is said and who hears it (citizens.py).
"""

import asyncio
import contextlib
import json
import os
import signal
import struct
import subprocess
import sys
from dataclasses import asdict

from simulator.speech.messages import LENGTHS, lengths_in, message_of
from simulator.speech.saying import Saying

COMMAND = (sys.executable, "-m", "simulator.speech.child")
LIMIT_S = 30.0  # with the start of the child on a busy machine


class VoiceFailed(Exception):
    """It cannot be spoken; the message says why."""


class Voice:
    """`spoken` starts the child when it is needed; `stop` leaves none behind."""

    def __init__(self) -> None:
        self._child: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The child's process, while there is one."""
        return self._child.pid if self._child else None

    async def spoken(self, saying: Saying) -> bytes:
        """The sound of it, S16LE at 16 kHz. Raises `VoiceFailed`."""
        async with self._turn:
            try:
                async with asyncio.timeout(LIMIT_S):
                    answer, sound = await self._ask(message_of(asdict(saying)))
            except TimeoutError as error:
                await self.stop()
                raise VoiceFailed(f"espeak-ng did not answer within {LIMIT_S:.0f} s") from error
            except (OSError, EOFError, ValueError) as error:
                await self.stop()
                raise VoiceFailed("the process of espeak-ng has ended; try again") from error
            except asyncio.CancelledError:
                await self.stop()  # its answer would be taken for that to the next question
                raise
        return _sound(answer, sound)

    async def stop(self) -> None:
        """End the child; safe to repeat."""
        child, self._child = self._child, None
        if child is not None:
            if child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)  # with its copy that speaks
            await child.communicate()

    async def _ask(self, request: bytes) -> tuple[dict[str, str], bytes]:
        source, target = await self._pipes()
        target.write(request)
        await target.drain()
        head, sound = lengths_in(await source.readexactly(LENGTHS.size))
        return json.loads(await source.readexactly(head)), await source.readexactly(sound)

    async def _pipes(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._child is None or self._child.returncode is not None:
            await self.stop()
            pipe = asyncio.subprocess.PIPE
            self._child = await asyncio.create_subprocess_exec(
                *COMMAND, stdin=pipe, stdout=pipe, start_new_session=True
            )
        source, target = self._child.stdout, self._child.stdin
        if source is None or target is None:
            raise EOFError
        return source, target


def spoken_at_once(saying: Saying) -> bytes:
    """The sound of it by a child of its own, for programs without an event loop. Raises `VoiceFailed`."""
    request = message_of(asdict(saying))
    try:
        done = subprocess.run(COMMAND, input=request, stdout=subprocess.PIPE, timeout=LIMIT_S, check=True)  # noqa: S603
        head, sound = lengths_in(done.stdout[: LENGTHS.size])
    except (OSError, subprocess.SubprocessError, struct.error) as error:
        raise VoiceFailed(f"espeak-ng could not be run: {error}") from error
    body = done.stdout[LENGTHS.size :]
    return _sound(json.loads(body[:head]), body[head : head + sound])


def _sound(answer: dict[str, str], sound: bytes) -> bytes:
    """The sound of an answer, or `VoiceFailed` with what was wrong."""
    if "error" in answer:
        raise VoiceFailed(answer["error"])
    return sound
