"""The HTTP interface against its own description: whatever is sent, the answer is as promised, never 5xx."""

from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode

from tests.support.robot import Simulated


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value
)
def test_every_answer_is_as_described(simulated: Simulated, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{simulated.port}/api/openapi.json")
    operations = [found.ok() for found in schema.exclude(path="/api/board/events").get_all_operations()]
    assert len(operations) > 10
    tried = [_try(operation, mode, simulated) for operation in operations]
    assert sum(tried) > 100


def _try(operation: Any, mode: GenerationMode, simulated: Simulated) -> int:
    """Send what hypothesis makes; how many requests."""
    sent = 0

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=25,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def send(case: Any) -> None:
        nonlocal sent
        sent += 1
        case.call_and_validate(headers=simulated.token)

    with suppress(Unsatisfiable):  # an operation that takes nothing cannot be asked wrongly
        send()
    return sent
