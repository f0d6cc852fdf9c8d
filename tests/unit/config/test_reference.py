"""The reference page is the schema's."""

from pathlib import Path

from kiosk.site.reference import markdown

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "configuration.md"


def test_the_page_is_what_the_schema_says_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), (
        "python -m kiosk.site.reference > docs/reference/configuration.md"
    )
