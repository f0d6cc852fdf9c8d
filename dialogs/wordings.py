"""The wordings of a phrase, in cleaned words."""

import re

from dialogs.templates import Template, parse
from dialogs.words import clean, tidied

_SIGN = re.compile(r"[\[\](){}|<>]")
_JOINING = re.compile("['’\u0300-\u036f]")  # what stands beside it, perhaps in the next brackets, matters


def is_plain(phrase: str) -> bool:
    """Whether `phrase` is only words, without the signs of the notation."""
    return not _SIGN.search(phrase) and any(map(str.isalnum, phrase))


def wordings_of(phrase: str) -> tuple[str, ...]:
    """Every wording of `phrase`, slots as they are (`Template.expansions`). Raises `TemplateError`."""
    return (clean(phrase),) if is_plain(phrase) else written_out(phrase, template_of(phrase))


def template_of(phrase: str) -> Template:
    """The template `phrase`, cleaned where that can be done piece by piece. Raises `TemplateError`."""
    return parse(phrase) if _JOINING.search(phrase) else parse(phrase, tidied)


def written_out(phrase: str, template: Template) -> tuple[str, ...]:
    """Every wording of `phrase`, which `template` was made of."""
    wordings = template.expansions()
    return tuple(dict.fromkeys(map(cleaned, wordings))) if _JOINING.search(phrase) else wordings


def cleaned(wording: str) -> str:
    """`wording` in cleaned words, slots as they are."""
    if "{" not in wording:
        return clean(wording)
    return " ".join(word if word.startswith("{") else clean(word) for word in wording.split())
