"""The robot's texts: one template a key and language, with named slots like `{number}`."""

import re
from collections.abc import Mapping

FALLBACK_LANGUAGE = "vi"

_SLOT = re.compile(r"\{([^{}]*)\}")
_SLOT_NAME = re.compile(r"[a-z][a-z0-9_]*")


class UnknownText(LookupError):
    """There is no such key, or a slot of its text was not filled."""


class BadTemplate(ValueError):
    """A text whose braces do not enclose the names of slots; the message says what would be right."""


def slots_of(template: str) -> frozenset[str]:
    """The names of the slots in `template`. Raises `BadTemplate`."""
    names = _SLOT.findall(template)
    for name in names:
        if not _SLOT_NAME.fullmatch(name):
            raise BadTemplate(f"{{{name}}} is not a slot; a slot is a name in small letters, like {{number}}")
    if re.search(r"[{}]", _SLOT.sub("", template)):
        raise BadTemplate("a brace { or } without its partner; slots are written like {number}")
    return frozenset(names)


def fill(template: str, slots: Mapping[str, object]) -> str:
    """`template` with each `{slot}` replaced by its value. Raises `KeyError` for a slot without one."""
    return _SLOT.sub(lambda match: str(slots[match[1]]), template)


class TextBook:
    """The texts of every language (dialogs.interfaces.Responses), of templates that were checked."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = {language: dict(templates) for language, templates in texts.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are texts in."""
        return tuple(self._texts)

    def keys(self, language: str) -> frozenset[str]:
        """The keys that have a text in `language`."""
        return frozenset(self._texts[language])

    def templates(self, language: str) -> Mapping[str, str]:
        """Every text in `language` as it was written, by its key."""
        return self._texts[language]

    def text(self, language: str, key: str, **slots: object) -> str:
        """The text of `key` with its slots filled, Vietnamese for want of another. Raises `UnknownText`."""
        template = self._texts.get(language, {}).get(key) or self._texts[FALLBACK_LANGUAGE].get(key)
        if template is None:
            raise UnknownText(f"no text for {key!r}")
        try:
            return fill(template, slots)
        except KeyError as error:
            raise UnknownText(f"the text {key!r} needs the slot {error.args[0]!r}") from None
