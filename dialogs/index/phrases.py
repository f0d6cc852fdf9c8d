"""What is indexed: wordings, and what each of them stands for."""

from typing import Literal, NamedTuple

Kind = Literal["procedure", "command", "topic", "near", "out_of_scope"]


class Target(NamedTuple):
    """What a wording stands for; `id` of a near group is its number in the material."""

    kind: Kind
    id: str = ""


OUT_OF_SCOPE = Target("out_of_scope")


class Phrase(NamedTuple):
    """One wording of a target, in words (`Courtesy.words`)."""

    target: Target
    words: tuple[str, ...]
