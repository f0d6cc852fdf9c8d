"""What an idle printer is asked, and what of its answers is believed. Pure: `now` is loop time."""

import math
from collections.abc import Collection

from drivers.errors import Garbled
from drivers.interfaces import Proof

QUIET_S = 1.9  # a printer that tells of changes may say nothing for so long
ASKED_TO_ASK_ALL = 10
WEAK_PROBES = 3  # in a row, until another model is believed


class Questions:
    """Which DLE EOT numbers an idle printer is asked now."""

    def __init__(self) -> None:
        self._asked = 0
        self._asked_at = -math.inf

    def due(self, answered: Collection[int], *, tells: bool, now: float) -> list[int]:
        """All of `answered`; one that is well and `tells` of changes need only show that it lives."""
        if not tells:
            return sorted(answered)
        if now - self._asked_at < QUIET_S:
            return []
        self._asked_at = now
        self._asked = (self._asked + 1) % ASKED_TO_ASK_ALL
        return sorted(answered)[: 1 if self._asked else None]


class ProofMemory:
    """Without any proof where there was one, noise is likelier than another model."""

    def __init__(self) -> None:
        self._gave_proof = False
        self._weak_probes = 0  # since then, in a row

    def hear(self, found: Proof) -> None:
        """What a probe has found. Raises `Garbled` while that is not believed."""
        if found is not Proof.POLL:
            self._gave_proof, self._weak_probes = True, 0
        elif self._gave_proof:
            self._weak_probes += 1
            if self._weak_probes < WEAK_PROBES:
                raise Garbled("the printer proves less than before: check its cable")
            self._gave_proof = False
