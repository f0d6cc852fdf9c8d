"""A citizen at the robot's screen whose browser runs no script: pages are loaded, forms are posted."""

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

import httpx


class _Forms(HTMLParser):
    """The forms of a page: where each goes, its fields, its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], set[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((of["action"], {}, set()))
        elif tag == "input" and self.found:
            self.found[-1][1][of.get("name", "")] = of.get("value", "")
        elif tag == "button" and self.found and of.get("name") == "choice" and "disabled" not in of:
            self.found[-1][2].add(of["value"])


@dataclass
class AtScreen:
    """Sees one page at a time."""

    http: httpx.Client

    @property
    def page(self) -> str:
        """What is on the screen now, as HTML."""
        return self.http.get("/").text

    @property
    def text(self) -> str:
        """The words of the robot's picture."""
        stage = self.page.partition('id="stage"')[2]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", stage)).split())

    @property
    def picture(self) -> str:
        """Its name."""
        found = re.search(r"screen-(\w+)", self.page)
        assert found, "no picture on the page"
        return found[1]

    @property
    def choices(self) -> set[str]:
        """Everything there is to choose."""
        return {value for action, _, values in self._forms() if action == "/visit/choose" for value in values}

    def begin(self) -> None:
        """A visit of their own."""
        if self.picture != "attract":
            self.post("restart")
        self.post("touch")
        assert self.picture == "services"

    def choose(self, value: str) -> None:
        """Touch a choice."""
        form = next(
            fields
            for action, fields, values in self._forms()
            if action == "/visit/choose" and value in values
        )
        self.post("choose", {**form, "choice": value})

    def say(self, text: str) -> httpx.Response:
        """Type it into the field and send it."""
        form = next(fields for action, fields, _ in self._forms() if action == "/visit/say")
        return self.post("say", {**form, "text": text}, strict=False)

    def post(self, event: str, fields: dict[str, str] | None = None, strict: bool = True) -> httpx.Response:
        """As a form without a script: the answer leads back to the page."""
        answer = self.http.post(f"/visit/{event}", data=fields or {"of": "nothing"})
        assert answer.status_code == 303 or not strict, answer.text
        return answer

    def _forms(self) -> list[tuple[str, dict[str, str], set[str]]]:
        forms = _Forms()
        forms.feed(self.page)
        return forms.found
