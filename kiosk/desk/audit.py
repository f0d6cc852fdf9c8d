"""The audit: who did what to which ticket, and why. Each row is chained to the one before by SHA-256."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

START = b""  # what the first row is chained to


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row; never anything about a citizen but the ticket's id and the reason's id."""

    at: datetime
    actor: str
    step: str
    ticket_id: str | None = None
    reason: str | None = None


def chained(previous: bytes, entry: AuditEntry) -> bytes:
    """The hash of `entry` behind `previous`."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [at, entry.actor, entry.step, entry.ticket_id, entry.reason]
    return hashlib.sha256(previous + json.dumps(fields).encode()).digest()


def first_broken(rows: Iterable[tuple[AuditEntry, bytes]]) -> int | None:
    """The place (from 0) of the first row that was changed or misses the one before; None if all is well."""
    previous = START
    for place, (entry, digest) in enumerate(rows):
        if chained(previous, entry) != digest:
            return place
        previous = digest
    return None
