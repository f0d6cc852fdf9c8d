"""The robot must not answer itself: was a sentence the echo of its own words?"""

import re

ECHO_SHARE = 0.6  # of the sentence's words that stand in the prompt (docs/decisions, half duplex)
SHORTEST_ECHO = 3  # words; a quick “có” is an answer although the prompt has it
SOON_S = 1.5  # an echo begins at once; people wait for the end of the prompt

_WORD = re.compile(r"\w+")


def is_echo(heard: str, prompt: str, began_after_s: float) -> bool:
    """Whether `heard`, begun so many seconds after `prompt` had ended, is the prompt itself."""
    words = _WORD.findall(heard.lower())
    if len(words) < SHORTEST_ECHO or began_after_s > SOON_S:
        return False
    said = set(_WORD.findall(prompt.lower()))
    return sum(word in said for word in words) >= ECHO_SHARE * len(words)
