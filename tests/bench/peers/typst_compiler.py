"""typst: one compiler for all documents, the texts as its input, its own layout."""

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import typst

from invoicing.domain.documents.document import Document
from tests.bench.peers.content import FONT_FOLDER, content_of

TEMPLATE = """
#let it = json(bytes(sys.inputs.content))
#let fact((label, value)) = [#text(7pt, label)\\ #value]
#set page(paper: "a4", margin: (x: 48pt, top: 52pt, bottom: 56pt),
  footer: context align(right, text(7pt)[Strona #counter(page).display() z #counter(page).final().first()]))
#set text(font: "Open Sans", size: 9pt)
#text(19pt, weight: "bold", it.title)
#grid(columns: (1fr, 1fr), row-gutter: 8pt, ..it.facts.map(fact))
#grid(columns: (1fr, 1fr), ..it.parties.map(((label, lines)) =>
  [#text(7pt, label)\\ #text(weight: "bold", lines.first())\\ #lines.slice(1).join(linebreak())]))
#set text(size: 8.5pt)
#table(columns: (20pt, 1fr, auto, auto, auto, auto, auto), stroke: (x, y) => (bottom: 0.5pt),
  align: (x, y) => if x < 2 { left } else { right },
  table.header([Lp.], [Nazwa towaru lub usługi], [Ilość], [J.m.], [Cena jedn. brutto], [Stawka VAT], [Wartość brutto]),
  ..it.rows.enumerate().map(((number, (name, sku, figures))) => (
    [#(number + 1)], if sku == "" { name } else [#name\\ #text(7pt)[SKU #sku]], ..figures)).flatten())
#grid(columns: (1fr, 1fr), stack(spacing: 8pt, ..it.payment.map(fact)),
  [#table(columns: (1fr, 1fr, 1fr, 1fr), align: right, stroke: none, [Stawka VAT], [Wartość netto], [Kwota VAT],
    [Wartość brutto], ..it.vat.flatten())
  #for (label, amount) in it.sums [#text(weight: "bold")[#label #h(1fr) #text(13pt, amount)]\\ ]])
"""


@cache
def compiler() -> typst.Compiler:
    """Return the one compiler; it reads its template from a file."""
    template = Path(mkdtemp()) / "invoice.typ"
    template.write_text(TEMPLATE)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])
    return typst.Compiler(str(template), font_paths=fonts)


def draw(document: Document) -> bytes:
    """Return the invoice as a PDF."""
    content = json.dumps(content_of(document)._asdict())
    compiled = compiler().compile(format="pdf", sys_inputs={"content": content})
    assert isinstance(compiled, bytes)
    return compiled
