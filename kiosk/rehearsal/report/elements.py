"""Tables of the page."""

from kiosk.rehearsal.report.html import Html, tag
from kiosk.rehearsal.report.tables import Table


def figures_table(table: Table) -> Html:
    """A table under its title; the first column names the rows."""
    title = tag("h3", table.title)
    if not table.rows:
        return tag("section", title, tag("p", "None."))
    rows = [
        tag("tr", tag("th", name, scope="row"), *(tag("td", cell) for cell in cells))
        for name, *cells in table.rows
    ]
    head = [table_head(table.head)] if table.head else []
    return tag("section", title, tag("table", *head, tag("tbody", *rows)))


def words_table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Html:
    """A table of words alone."""
    lines = [tag("tr", *(tag("td", cell, class_="words") for cell in row)) for row in rows]
    return tag("table", table_head(head, words=len(head)), tag("tbody", *lines))


def table_head(names: tuple[str, ...], words: int = 1) -> Html:
    """The first `words` columns hold words, the others numbers."""
    cells = [
        tag("th", name, scope="col", class_="words" if at < words else "number")
        for at, name in enumerate(names)
    ]
    return tag("thead", tag("tr", *cells))
