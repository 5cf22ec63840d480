"""Pages built from parts that escape their values: each goes through `Markup.format` or `Markup.join`."""

from collections.abc import Iterable

from markupsafe import Markup

from invoicing.adapters.html.style import STYLE

NOTHING = Markup()
IN_JSON = " – wszystkie są w pliku JSON"
_PAGE = Markup(
    '<!doctype html><html lang="pl"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{title}</title><style>{style}</style></head><body><h1>{title}</h1>{body}</body></html>"
)


def page_of(title: str, parts: Iterable[Markup]) -> str:
    """Return a whole page with this title."""
    style = Markup(STYLE)  # noqa: S704 - a constant of ours
    return str(_PAGE.format(title=title, style=style, body=joined(parts)))


def joined(parts: Iterable[str]) -> Markup:
    """Return the parts joined in order."""
    return NOTHING.join(parts)


def lines_of(texts: Iterable[str]) -> Markup:
    """Return the texts, each on its own line."""
    return Markup("<br>").join(texts)


def cell(content: str, kind: str = "") -> Markup:
    """Return a table cell; `kind` is its CSS class."""
    if kind:
        return Markup('<td class="{}">{}</td>').format(kind, content)
    return Markup("<td>{}</td>").format(content)


def row_of(cells: Iterable[Markup]) -> Markup:
    """Return a table row."""
    return Markup("<tr>{}</tr>").format(joined(cells))


def table(columns: Iterable[str], rows: Iterable[Markup]) -> Markup:
    """Return a table with a header row."""
    head = joined(Markup("<th>{}</th>").format(name) for name in columns)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, joined(rows))


def numbers_of(named: Iterable[tuple[int, str]]) -> Markup:
    """Return the large numbers at the top of a report."""
    items = joined(Markup("<li><b>{}</b> {}</li>").format(number, name) for number, name in named)
    return Markup('<ul class="numbers">{}</ul>').format(items)


def left_out(count: int, where: str = "") -> Markup:
    """Return the note on rows that a page does not show; nothing if it shows all."""
    return Markup('<p class="soft">… i jeszcze {}{}.</p>').format(count, where) if count > 0 else NOTHING
