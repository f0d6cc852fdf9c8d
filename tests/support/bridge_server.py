"""A stand-in for rosbridge with Nav2 behind it: a real WebSocket server that drives a point along a line."""

import asyncio
import json
from contextlib import suppress
from typing import Any, Self

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

STEP_S = 0.02


class BridgeServer:
    """Use it as an async context. `heard` holds every operation, `outcome` decides how goals end."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.outcome: dict[str, Any] = {"status": 4, "values": {"error_code": 0}}
        self.steps = 3  # until a goal ends; 0 = never
        self.recoveries = 0
        self.pose = [0.0, 0.0]
        self.battery = {"percentage": 0.8, "power_supply_status": 2}
        self._goals: dict[str, asyncio.Task[None]] = {}
        self._subscribed: set[str] = set()
        self._connections: set[ServerConnection] = set()
        self._server: Server | None = None
        self._port = 0

    @property
    def address(self) -> str:
        """Where it is."""
        return f"ws://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Be there, at the same port as before."""
        self._server = await serve(self._talk, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Be gone, with all connections; goals go on, as in a real robot."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None
        if not self._port:
            return
        for goal in self._goals.values():
            goal.cancel()
        await asyncio.gather(*self._goals.values(), return_exceptions=True)

    async def say(self, text: str) -> None:
        """Any text to everybody."""
        for connection in list(self._connections):
            with suppress(ConnectionClosed):
                await connection.send(text)

    async def publish(self) -> None:
        """The topics that were asked for."""
        half = {"position": {"x": self.pose[0], "y": self.pose[1], "z": 0}}
        half["orientation"] = {"x": 0, "y": 0, "z": 0, "w": 1}
        covariance = [0.0] * 36
        covariance[0] = covariance[7] = 0.01
        topics = {
            "/amcl_pose": {"pose": {"pose": half, "covariance": covariance}},
            "/battery_state": self.battery,
        }
        for topic in self._subscribed & topics.keys():
            await self.say(json.dumps({"op": "publish", "topic": topic, "msg": topics[topic]}))

    def operations(self, name: str) -> list[dict[str, Any]]:
        """All that were heard of one kind."""
        return [message for message in self.heard if message["op"] == name]

    async def _talk(self, connection: ServerConnection) -> None:
        self._connections.add(connection)
        try:
            async for text in connection:
                await self._obey(json.loads(text))
        finally:
            self._connections.discard(connection)

    async def _obey(self, message: dict[str, Any]) -> None:
        self.heard.append(message)
        match message["op"]:
            case "subscribe":
                self._subscribed.add(message["topic"])
                await self.publish()
            case "send_action_goal":
                self._goals[message["id"]] = asyncio.ensure_future(self._drive(message))
            case "cancel_action_goal" if (goal := self._goals.get(message["id"])) is not None:
                goal.cancel()

    async def _drive(self, goal: dict[str, Any]) -> None:
        ended = {"op": "action_result", "id": goal["id"], "action": goal["action"], "result": True}
        try:
            step = 0
            while not self.steps or step < self.steps:
                step += 1
                await asyncio.sleep(STEP_S)
                values = {"distance_remaining": 3.0 - step, "number_of_recoveries": self.recoveries}
                await self.say(json.dumps({"op": "action_feedback", "id": goal["id"], "values": values}))
        except asyncio.CancelledError:
            ended |= {"status": 5, "values": {"error_code": 0}}
        else:
            ended |= self.outcome
        await self.say(json.dumps(ended))
