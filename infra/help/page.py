"""The help as one page, without scripts, external styles or other hosts."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from infra.help import fields, texts, words
from infra.help.problems import problems
from infra.help.sample import examples
from invoicing.adapters.allegro.vocabulary.field_names import FIELDS
from invoicing.adapters.html.page import cell, joined
from invoicing.adapters.html.style import COLOURS

_LARGER = """
body{font:16px/1.55 system-ui,"Segoe UI",sans-serif;margin:2rem auto;max-width:64rem;padding:0 1.25rem}
body{color:var(--ink)}
h1{font-size:1.7rem;margin:0 0 .3rem}h2{font-size:1.3rem;margin:2.6rem 0 .5rem}
h3{font-size:1.05rem;margin:1.6rem 0 .3rem}
nav ul{columns:2;padding-left:1.2rem}a{color:var(--mark)}.soft{color:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{padding:.4rem .7rem .4rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--soft);font-weight:600}td code{white-space:nowrap}
code{font-size:.9em;background:var(--wash);padding:.05rem .3rem;border-radius:.2rem}
td.many{font-size:.85rem;color:var(--soft)}td.lines{white-space:pre-line}
@media (max-width:40rem){nav ul{columns:1}td code{white-space:normal;overflow-wrap:anywhere}}
@media print{body{margin:0;max-width:none;font-size:11px}tr{break-inside:avoid}}
"""
STYLE = Markup(f"\n{COLOURS}{_LARGER}")  # noqa: S704 - constants of ours
_PAGE = Markup(
    '<!doctype html>\n<html lang="pl">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Pomoc</title>\n'
    "<style>{}</style>\n</head>\n<body>\n<h1>Pomoc</h1>\n"
    '<p class="soft">Od pliku sprzedaży z Allegro do wystawionych dokumentów, ich PDF-ów i wiadomości. '
    'Dla programistów: <a href="../docs">opis API</a>.</p>\n'
    "<nav><ul>{}</ul></nav>\n{}</body>\n</html>\n"
)
SECTIONS = {
    "plik": "Plik z Allegro",
    "przyklady": "Przykładowe pliki",
    "odczyt": "Co czytamy z pliku",
    "zmienne": "Zmienne w wiadomościach",
    "problemy": "Problemy i wyjścia",
    "statusy": "Statusy",
}
SHOWN_NAMES = 5
"""Names per field that the page shows; the readers know more."""


def page() -> str:
    """Return the page as HTML."""
    parts = {
        "plik": _steps(),
        "przyklady": _samples(),
        "odczyt": _reading(),
        "zmienne": _variables(),
        "problemy": _problems(),
        "statusy": _statuses(),
    }
    links = (Markup('<li><a href="#{}">{}</a></li>').format(name, title) for name, title in SECTIONS.items())
    section = Markup('<section id="{}"><h2>{}</h2>\n{}</section>\n')
    body = (section.format(name, title, joined(parts[name])) for name, title in SECTIONS.items())
    return str(_PAGE.format(STYLE, joined(links), joined(body)))


def _table(head: Iterable[str], rows: Iterable[Iterable[Markup]]) -> Markup:
    titles = joined(Markup("<th>{}</th>").format(title) for title in head)
    lines = Markup("\n").join(Markup("<tr>{}</tr>").format(joined(cells)) for cells in rows)
    return Markup("<table><thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody></table>\n").format(titles, lines)


def _code(text: str) -> Markup:
    return Markup("<td><code>{}</code></td>").format(text)


def _heading(title: str) -> Markup:
    return Markup("<h3>{}</h3>").format(title)


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text)


def _steps() -> Iterator[Markup]:
    for title, steps in texts.STEPS:
        items = joined(Markup("<li>{}</li>").format(step) for step in steps)
        yield Markup("{}<ol>{}</ol>\n").format(_heading(title), items)


def _samples() -> Iterator[Markup]:
    yield Markup("<p>Zmyślone dane, do obejrzenia i do próby. Wszystkie opisują te same dwa zamówienia.</p><ul>")
    for name, told in texts.SAMPLES.items():
        yield Markup('<li><a href="{0}" download>{0}</a> – {1}</li>').format(name, told)
    yield Markup("</ul>")


def _reading() -> Iterator[Markup]:
    yield from map(_paragraph, texts.READING)
    for group, (title, meanings) in fields.GROUPS.items():
        yield _heading(title)
        rows = ((cell(meaning), cell(_names(FIELDS[group][field]), "many")) for field, meaning in meanings.items())
        yield _table(("co", "jak może się nazywać (między innymi)"), rows)


def _names(aliases: Iterable[str]) -> str:
    known = [alias.removesuffix("*") for alias in aliases if alias]
    more = " …" if len(known) > SHOWN_NAMES else ""
    return ", ".join(known[:SHOWN_NAMES]) + more


def _variables() -> Iterator[Markup]:
    yield _paragraph(texts.VARIABLES_ABOUT)
    shown = examples()
    rows = (
        (_code(f"[[[{name}]]]"), cell(meaning), cell(shown[name], "lines")) for name, meaning in words.VARIABLES.items()
    )
    yield _table(("zmienna", "znaczenie", "przykład"), rows)


def _problems() -> Iterator[Markup]:
    yield _paragraph(texts.EDITABLE_ABOUT)
    found = problems()
    for severity, told in words.SEVERITIES.items():
        yield _heading(told[0].upper() + told[1:])
        rows = (
            (
                _code(problem.code),
                cell(problem.shown_message),
                cell(problem.shown_way_out + (f" ({', '.join(problem.choice_names)})" if problem.choices else "")),
            )
            for problem in found
            if problem.severity == severity
        )
        yield _table(("kod", "co jest nie tak", "wyjście"), rows)


def _statuses() -> Iterator[Markup]:
    for title, meanings in words.STATUSES.items():
        yield _heading(title)
        yield _table(("kod", "znaczenie"), ((_code(code), cell(meaning)) for code, meaning in meanings.items()))
