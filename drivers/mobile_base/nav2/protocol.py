"""rosbridge v2 as values: one JSON object a message. Pure.

Source: rosbridge_suite ROSBRIDGE_PROTOCOL.md, section 3; action_msgs/GoalStatus. Unknown operations and
fields are left alone: versions differ.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

LONGEST = 1 << 20  # characters of a message


class BadMessage(ValueError):
    """What came is no message of rosbridge; why."""


class GoalStatus(IntEnum):
    """How a goal stands (action_msgs/msg/GoalStatus)."""

    UNKNOWN = 0
    ACCEPTED = 1
    EXECUTING = 2
    CANCELING = 3
    SUCCEEDED = 4
    CANCELED = 5
    ABORTED = 6


@dataclass(frozen=True, slots=True)
class Published:
    """A message of a topic."""

    topic: str
    message: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Feedback:
    """How a goal gets on."""

    goal: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """How a goal ended; without `ok` the bridge could not even ask, and `values` may hold its words."""

    goal: str
    status: GoalStatus
    ok: bool
    values: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""


Heard = Published | Feedback | Result | None


def subscribe(topic: str, kind: str, throttle_ms: int) -> str:
    """Want a topic's messages, one every `throttle_ms` at most."""
    return _text(op="subscribe", topic=topic, type=kind, throttle_rate=throttle_ms, queue_length=1)


def advertise(topic: str, kind: str) -> str:
    """Say that messages of this topic will come."""
    return _text(op="advertise", topic=topic, type=kind)


def publish(topic: str, message: Mapping[str, Any]) -> str:
    """A message of a topic."""
    return _text(op="publish", topic=topic, msg=message)


def send_goal(goal: str, action: str, kind: str, arguments: Mapping[str, Any]) -> str:
    """Send a goal, and want its feedback."""
    return _text(
        op="send_action_goal", id=goal, action=action, action_type=kind, args=arguments, feedback=True
    )


def cancel_goal(goal: str, action: str) -> str:
    """Take a goal back; one that has ended is left alone."""
    return _text(op="cancel_action_goal", id=goal, action=action)


def decode(text: str) -> Heard:
    """What a message says, None for operations we do not use. Raises `BadMessage`."""
    try:
        message = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError) as error:
        raise BadMessage(f"not JSON: {error}") from error
    if not isinstance(message, dict) or not isinstance(message.get("op"), str):
        raise BadMessage("not an object with an `op`")
    match message["op"]:
        case "publish":
            return Published(_word(message, "topic"), _object(message, "msg"))
        case "action_feedback":
            return Feedback(_word(message, "id"), _object(message, "values"))
        case "action_result":
            return _result(message)
    return None


def _result(message: Mapping[str, Any]) -> Result:
    status = message.get("status", 0)
    known = isinstance(status, int) and 0 <= status <= max(GoalStatus)
    values = message.get("values")
    return Result(
        goal=_word(message, "id"),
        status=GoalStatus(status) if known else GoalStatus.UNKNOWN,
        ok=message.get("result") is True,
        values=values if isinstance(values, dict) else {},
        words=values if isinstance(values, str) else "",
    )


def _word(message: Mapping[str, Any], name: str) -> str:
    value = message.get(name)
    if not isinstance(value, str):
        raise BadMessage(f"`{message['op']}` needs `{name}`, a text")
    return value


def _object(message: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = message.get(name)
    if not isinstance(value, dict):
        raise BadMessage(f"`{message['op']}` needs `{name}`, an object")
    return value


def _text(**fields: object) -> str:
    return json.dumps(fields, allow_nan=False)
