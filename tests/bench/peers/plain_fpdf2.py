"""fpdf2 as its manual shows it: `add_font` for each document, a `cell` for each text."""

from fpdf import FPDF

from invoicing.domain.documents.document import Document
from tests.bench.peers.content import FONT_FOLDER, content_of
from tests.bench.peers.drawing import LEFT, RIGHT, SMALL, Look, draw_invoice

CELL_WIDTH = 250.0


class FpdfPen:
    """Draws with fpdf2's cells."""

    def __init__(self, pdf: FPDF) -> None:
        self.pdf = pdf
        self.turn = pdf.add_page

    def text(self, x: float, y: float, words: str, look: Look, align: str = "L") -> None:
        self.pdf.set_font("Open", "B" if look.is_bold else "", look.size)
        self.pdf.set_xy(x, y - look.size)
        self.pdf.cell(CELL_WIDTH, look.size, words, align=align)

    def right(self, x: float, y: float, words: str, look: Look) -> None:
        self.text(x - CELL_WIDTH, y, words, look, "R")

    def rule(self, y: float) -> None:
        self.pdf.line(LEFT, y, RIGHT, y)

    def split(self, words: str, width: float, look: Look) -> list[str]:
        self.pdf.set_font("Open", "", look.size)
        lines = self.pdf.multi_cell(width, look.size, words, dry_run=True, output="LINES")
        assert isinstance(lines, list)
        return lines

    def footer(self) -> None:
        self.right(RIGHT, 812, f"Strona {self.pdf.page_no()} z {{nb}}", SMALL)


def draw(document: Document) -> bytes:
    """Return the invoice as a PDF."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_font("Open", "", str(FONT_FOLDER / "OpenSans-Regular.ttf"))
    pdf.add_font("Open", "B", str(FONT_FOLDER / "OpenSans-Bold.ttf"))
    pdf.add_page()
    draw_invoice(FpdfPen(pdf), content_of(document))
    return bytes(pdf.output())
