"""Reading bodies and telling errors, the same way for every route."""

import json
import math
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

MOST_BODY_BYTES = 1_000_000


class BadRequest(Exception):
    """The request cannot be done; `problem` is a plain sentence, `more` helps to do it right."""

    def __init__(self, status: int, problem: str, **more: object) -> None:
        super().__init__(problem)
        self.status = status
        self.problem = problem
        self.more = more


async def tell_error(request: Request, error: Exception) -> JSONResponse:
    """A `BadRequest` as JSON."""
    assert isinstance(error, BadRequest)
    return JSONResponse({"error": error.problem, **error.more}, error.status)


async def read_body(request: Request) -> bytes:
    """The whole body; raises `BadRequest` when it is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BODY_BYTES:
            raise BadRequest(413, f"the body is longer than {MOST_BODY_BYTES} bytes")
    return bytes(body)


async def read_object(request: Request) -> dict[str, Any]:
    """The body as a JSON object; an empty body is an empty object. Raises `BadRequest`."""
    body = await read_body(request)
    if not body.strip():
        return {}
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest(
            400, 'the body is not JSON; send an object such as {"mm": 40}, or nothing'
        ) from error
    if not isinstance(value, dict):
        raise BadRequest(400, 'the body must be a JSON object such as {"mm": 40}')
    return value


def number(name: str, value: object) -> float:
    """A finite number, or `BadRequest`; true and false count as 1 and 0."""
    try:
        if isinstance(value, int | float) and math.isfinite(value):
            return float(value)
    except OverflowError:
        pass
    raise BadRequest(422, f"{name} must be a number, not {str(value)[:40]!r}")


def query_number(request: Request, name: str, default: int) -> int:
    """A whole number of the query, or `BadRequest`."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadRequest(422, f"{name} must be a whole number, not {text[:40]!r}")
    return int(text)
