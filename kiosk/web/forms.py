"""Small forms, read strictly: a bad one is a 4xx with a plain reason."""

from urllib.parse import parse_qsl

from fastapi import HTTPException, Request

MAX_BYTES = 4096
MAX_FIELDS = 16


async def read_form(request: Request, most_bytes: int = MAX_BYTES) -> dict[str, str]:
    """The fields of a URL-encoded form, each once. Raises HTTP 413, 415 or 400."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415, "a form is expected")
    try:
        fields = parse_qsl(
            (await _body(request, most_bytes)).decode(),
            keep_blank_values=True,
            max_num_fields=MAX_FIELDS,
            errors="strict",
        )
    except ValueError as error:
        raise HTTPException(400, "this form cannot be read") from error
    if len({name for name, _ in fields}) != len(fields):
        raise HTTPException(400, "a field is there twice")
    return dict(fields)


async def _body(request: Request, most_bytes: int) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise HTTPException(413, "this form is too long")
    return body


def required(fields: dict[str, str], name: str) -> str:
    """The field `name`; HTTP 400 without it."""
    if not fields.get(name):
        raise HTTPException(400, f"the field {name} is missing")
    return fields[name]


def is_pushed(request: Request) -> bool:
    """True when the page's script sent the form, so that the new screen comes by its event stream."""
    return request.headers.get("x-pushed") == "1"
