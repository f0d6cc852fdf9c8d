"""Templates to HTML, and the files they need."""

import re
from hashlib import blake2b
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kiosk.phrases import Phrases
from kiosk.web.context import WebContext

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


def build_of(folder: Path) -> str:
    """A name of the files as they are; another one after every change, so that browsers fetch them again."""
    summary = blake2b(digest_size=6)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            summary.update(path.name.encode() + path.read_bytes())
    return summary.hexdigest()


class Pages:
    """Renders templates in one of the site's languages."""

    def __init__(self, context: WebContext) -> None:
        self._responses = context.responses
        self._dialogs = context.dialogs
        self._zone = context.config.site.zone
        self._static = build_of(STATIC)
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        icons = (FOLDER / "templates" / "icons.svg").read_text(encoding="utf-8")
        self.signs = frozenset(re.findall(r'id="sign-([a-z]+)"', icons))
        self._templates.globals["office"] = context.config.site.office
        self._templates.globals["moves"] = context.travel is not None

    @property
    def build(self) -> str:
        """Names our scripts and texts as they are: a page made with others must be loaded again."""
        return f"{self._static}-{self._dialogs.now.version}"

    def phrases(self, language: str) -> Phrases:
        """The wording of `language`."""
        return Phrases(self._responses, language, self._zone)

    def html(self, template: str, phrases: Phrases, **values: object) -> str:
        """The template filled; in it `t(key, …)` is a text and `say` the phrases."""
        return self._templates.get_template(template).render(
            t=phrases.text, say=phrases, language=phrases.language, build=self.build, **values
        )

    def page(self, template: str, phrases: Phrases, status: int = 200, **values: object) -> HTMLResponse:
        """The template filled, as an answer."""
        return HTMLResponse(self.html(template, phrases, **values), status)
