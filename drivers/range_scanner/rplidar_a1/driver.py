"""An RPLIDAR A1 on a serial line.

Responsible for: asking for its health and its number, making it scan, also again after a silence.
Not responsible for: answers and nodes (protocol.py, nodes.py), staleness and status (../scanner.py), and for
its motor, which runs while its board has power and DTR is not set.
"""

import asyncio
from collections.abc import Sequence
from random import Random, SystemRandom
from typing import Self

from drivers.errors import Silent
from drivers.interfaces import Transport
from drivers.link import Link
from drivers.range_scanner.rplidar_a1.nodes import NodeReader
from drivers.range_scanner.rplidar_a1.protocol import (
    Answer,
    AnswerReader,
    Command,
    HealthStatus,
    Info,
    Kind,
    decode_health,
    decode_info,
    encode_request,
)
from drivers.range_scanner.rplidar_a1.turns import Turns
from drivers.range_scanner.scanner import TurningScanner
from drivers.range_scanner.status import Unhealthy
from drivers.range_scanner.turn import Turn
from drivers.range_scanner.wire import scanner_transport_at

BAUD = 115_200
ANSWER_S = 1.0
STOP_S = 0.02  # it takes this long to stop talking
RESET_S = 2.0


class RplidarA1Speech:
    """What it says and is told (drivers.range_scanner.scanner.Speech)."""

    def __init__(self) -> None:
        self._answers = AnswerReader()
        self._nodes = NodeReader()
        self._turns = Turns()
        self._scans = False  # what comes are nodes
        self._awaited: tuple[Kind, asyncio.Future[Answer]] | None = None
        self._info: Info | None = None
        self._health: int | None = None
        self._node_count = self._restarts = 0

    def feed(self, data: bytes) -> tuple[int, Sequence[Turn]]:
        """How many answers and nodes `data` completes, and the turns that end in it."""
        count = 0
        if not self._scans:
            answers, data = self._answers.feed(data)
            count = len(answers)
            for answer in answers:
                self._hear(answer)
        nodes = self._nodes.feed(data)
        self._node_count += len(nodes)
        turns = self._turns.feed(nodes, asyncio.get_running_loop().time()) if len(nodes) else ()
        return count + len(nodes), turns

    def forget(self) -> None:
        """The wire begins anew."""
        self._scans = False
        self._answers.forget()
        self._nodes.forget()
        self._turns.forget()

    async def begin(self, link: Link) -> None:
        """Stop what it did, ask how it is, and let it scan. Raises `DeviceError`."""
        await self._stop(link)
        await self._require_health(link)
        self._info = decode_info((await self._ask(link, Command.INFO, Kind.INFO)).data)
        await self._ask(link, Command.SCAN, Kind.NODES)

    async def again(self, link: Link) -> None:
        """Let it scan once more. Raises `TransportError`."""
        self._restarts += 1
        await self._stop(link)
        await link.write(encode_request(Command.SCAN))

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
        info = self._info
        return {
            "serial": info.serial if info else "",
            "firmware": "{}.{}".format(*info.firmware) if info else "",
            "health": self._health,
            "nodes": self._node_count,
            "noise_bytes": self._nodes.noise_bytes + self._answers.noise_bytes,
            "losses": self._nodes.losses,
            "incomplete": self._turns.incomplete,
            "restarts": self._restarts,
        }

    async def _stop(self, link: Link) -> None:
        """Have it say nothing, and leave out what it has said."""
        await link.write(encode_request(Command.STOP))
        await asyncio.sleep(STOP_S)
        self.forget()

    async def _require_health(self, link: Link) -> None:
        """It says that it is well, if need be after a reset."""
        if await self._ask_health(link) < HealthStatus.ERROR:
            return
        await link.write(encode_request(Command.RESET))
        await asyncio.sleep(RESET_S)
        self.forget()
        if await self._ask_health(link) >= HealthStatus.ERROR:
            raise Unhealthy(f"the range scanner says that it is broken, status {self._health}")

    async def _ask_health(self, link: Link) -> int:
        answer = await self._ask(link, Command.HEALTH, Kind.HEALTH)
        self._health, _ = decode_health(answer.data)
        return self._health

    async def _ask(self, link: Link, command: Command, kind: Kind) -> Answer:
        """Its answer. Raises `Silent` when none comes, and `TransportError`."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._awaited = kind, answer
        try:
            async with asyncio.timeout(ANSWER_S):
                await link.write(encode_request(command))
                return await answer
        except TimeoutError as error:
            raise Silent(f"the range scanner did not answer to {command.name.lower()}") from error
        finally:
            self._awaited = None

    def _hear(self, answer: Answer) -> None:
        self._scans = self._scans or answer.kind is Kind.NODES
        if self._awaited is None:
            return
        kind, awaited = self._awaited
        if answer.kind is kind and not awaited.done():
            awaited.set_result(answer)


class RplidarA1(TurningScanner):
    """An RPLIDAR A1 behind `transport`."""

    def __init__(self, transport: Transport, chance: Random) -> None:
        super().__init__(transport, RplidarA1Speech(), chance)

    @classmethod
    def open(cls, address: str, baud: int = BAUD) -> Self:
        """The scanner at `address` (drivers/transports/address.py); no I/O before `run`.

        Raises `AddressError`.
        """
        return cls(scanner_transport_at(address, baud), SystemRandom())
