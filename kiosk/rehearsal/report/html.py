"""HTML and SVG put together from elements; whatever is not an element is escaped."""

from html import escape
from typing import Final

VOID: Final = frozenset({"meta"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | float) -> Html:
    """An element. In names of attributes `_` stands for `-`; one at the end falls away."""
    told = "".join(f' {_name(key)}="{escape(_value(value))}"' for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{told}>")
    return Html(f"<{name}{told}>{join(children)}</{name}>")


def join(parts: tuple[str, ...] | list[str], between: str = "") -> Html:
    """One after another."""
    return Html(between.join(part if isinstance(part, Html) else escape(part) for part in parts))


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
