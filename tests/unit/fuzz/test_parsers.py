"""Every parser of a wire, a file or an input: only its own errors, bounded, the same in any pieces."""

import pytest

from tests.torture.fuzz.command import feed
from tests.torture.fuzz.table import PARSERS, Parser

INPUTS, SEED = 300, 3


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_whatever_it_is_fed_it_answers_as_promised(parser: Parser) -> None:
    assert feed(parser, INPUTS, SEED) >= min(INPUTS, 90)
