"""The help as one page, without scripts, external styles or other hosts."""

from collections.abc import Iterable, Iterator
from html import escape

from infra.help import fields, texts, words
from infra.help.problems import problems
from infra.help.sample import examples
from invoicing.adapters.allegro.vocabulary.field_names import FIELDS

STYLE = """
:root{--ink:#1d2733;--soft:#5b6877;--line:#d8dee6;--wash:#f5f7fa;--mark:#0b5566}
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
    links = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title in SECTIONS.items())
    body = "".join(
        f'<section id="{name}"><h2>{title}</h2>\n{"".join(parts[name])}</section>\n' for name, title in SECTIONS.items()
    )
    return (
        '<!doctype html>\n<html lang="pl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Pomoc</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>Pomoc</h1>\n"
        '<p class="soft">Od pliku sprzedaży z Allegro do wystawionych dokumentów, ich PDF-ów i wiadomości. '
        'Dla programistów: <a href="../docs">opis API</a>.</p>\n'
        f"<nav><ul>{links}</ul></nav>\n{body}</body>\n</html>\n"
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of cells that are HTML already."""
    titles = "".join(f"<th>{title}</th>" for title in head)
    lines = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return f"<table><thead><tr>{titles}</tr></thead>\n<tbody>\n{lines}\n</tbody></table>\n"


def _cell(text: str, kind: str = "") -> str:
    style = f' class="{kind}"' if kind else ""
    return f"<td{style}>{escape(text)}</td>"


def _code(text: str) -> str:
    return f"<td><code>{escape(text)}</code></td>"


def _steps() -> Iterator[str]:
    for title, steps in texts.STEPS:
        items = "".join(f"<li>{escape(step)}</li>" for step in steps)
        yield f"<h3>{title}</h3><ol>{items}</ol>\n"


def _samples() -> Iterator[str]:
    yield "<p>Zmyślone dane, do obejrzenia i do próby. Wszystkie opisują te same dwa zamówienia.</p><ul>"
    for name, told in texts.SAMPLES.items():
        yield f'<li><a href="{name}" download>{name}</a> – {escape(told)}</li>'
    yield "</ul>"


def _reading() -> Iterator[str]:
    yield from (f"<p>{escape(paragraph)}</p>" for paragraph in texts.READING)
    for group, (title, meanings) in fields.GROUPS.items():
        yield f"<h3>{title}</h3>"
        rows = ((_cell(meaning), _cell(_names(FIELDS[group][field]), "many")) for field, meaning in meanings.items())
        yield _table(("co", "jak może się nazywać (między innymi)"), rows)


def _names(aliases: Iterable[str]) -> str:
    known = [alias.removesuffix("*") for alias in aliases if alias]
    more = " …" if len(known) > SHOWN_NAMES else ""
    return ", ".join(known[:SHOWN_NAMES]) + more


def _variables() -> Iterator[str]:
    yield f"<p>{escape(texts.VARIABLES_ABOUT)}</p>"
    shown = examples()
    rows = (
        (_code(f"[[[{name}]]]"), _cell(meaning), _cell(shown[name], "lines"))
        for name, meaning in words.VARIABLES.items()
    )
    yield _table(("zmienna", "znaczenie", "przykład"), rows)


def _problems() -> Iterator[str]:
    yield f"<p>{escape(texts.EDITABLE_ABOUT)}</p>"
    found = problems()
    for severity, told in words.SEVERITIES.items():
        yield f"<h3>{told[0].upper()}{escape(told[1:])}</h3>"
        rows = (
            (
                _code(problem.code),
                _cell(problem.shown_message),
                _cell(problem.shown_way_out + (f" ({', '.join(problem.choice_names)})" if problem.choices else "")),
            )
            for problem in found
            if problem.severity == severity
        )
        yield _table(("kod", "co jest nie tak", "wyjście"), rows)


def _statuses() -> Iterator[str]:
    for title, meanings in words.STATUSES.items():
        yield f"<h3>{title}</h3>"
        yield _table(("kod", "znaczenie"), ((_code(code), _cell(meaning)) for code, meaning in meanings.items()))
