"""A card that knows one conversation by heart, and the worked examples (tests/golden/identity_card)."""

import json
from pathlib import Path

VECTORS = json.loads(
    (Path(__file__).resolve().parents[5] / "golden/identity_card/vectors.json").read_text(encoding="utf-8")
)
BAC = VECTORS["ICAO_9303_11_appendix_D_BAC_3DES"]
PACE = VECTORS["ICAO_9303_11_appendix_G1_PACE_ECDH_GM_AES128_brainpoolP256r1"]
PACE_CAN = VECTORS["PACE_with_CAN_own_computation"]
AES = VECTORS["AES_secure_messaging_own_computation"]


def octets(text: str) -> bytes:
    return bytes.fromhex(text)


class RecordedCard:
    """Answers each command of the conversation in its turn; any other command fails the test."""

    def __init__(self, *exchanges: tuple[str, str], max_response: int = 256) -> None:
        self.max_response = max_response
        self.resets = 0
        self._exchanges = list(exchanges)

    def transmit(self, command: bytes) -> bytes:
        expected, answer = self._exchanges.pop(0)
        assert command.hex().upper() == expected
        return octets(answer)

    def reset(self) -> None:
        self.resets += 1

    @property
    def is_over(self) -> bool:
        return not self._exchanges


def drawn(*numbers: str):
    """A source of random numbers that gives these, each of the length that is asked for."""
    left = [octets(number) for number in numbers]

    def random(size: int) -> bytes:
        number = left.pop(0)
        assert len(number) == size
        return number

    return random
