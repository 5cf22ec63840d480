"""reportlab: a canvas, with fonts registered once."""

from functools import cache
from io import BytesIO

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from invoicing.domain.documents.document import Document
from tests.bench.peers.content import FONT_FOLDER, content_of
from tests.bench.peers.drawing import LEFT, RIGHT, SMALL, Look, draw_invoice

HEIGHT = 842.0
FONTS = {False: "Regular", True: "Bold"}


class CanvasPen:
    """Draws on a reportlab canvas; it has no total of pages without a second pass, so the footer has none."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.turn = canvas.showPage

    def text(self, x: float, y: float, words: str, look: Look) -> None:
        self.canvas.setFont(FONTS[look.is_bold], look.size)
        self.canvas.drawString(x, HEIGHT - y, words)

    def right(self, x: float, y: float, words: str, look: Look) -> None:
        self.canvas.setFont(FONTS[look.is_bold], look.size)
        self.canvas.drawRightString(x, HEIGHT - y, words)

    def rule(self, y: float) -> None:
        self.canvas.line(LEFT, HEIGHT - y, RIGHT, HEIGHT - y)

    def split(self, words: str, width: float, look: Look) -> list[str]:
        lines: list[str] = simpleSplit(words, FONTS[look.is_bold], look.size, width)
        return lines

    def footer(self) -> None:
        self.right(RIGHT, 812, f"Strona {self.canvas.getPageNumber()}", SMALL)


def draw(document: Document) -> bytes:
    """Return the invoice as a PDF."""
    register_fonts()
    target = BytesIO()
    canvas = Canvas(target, pagesize=(595, HEIGHT))
    draw_invoice(CanvasPen(canvas), content_of(document))
    canvas.save()
    return target.getvalue()


@cache
def register_fonts() -> None:
    """Make both weights known to reportlab."""
    for name in FONTS.values():
        pdfmetrics.registerFont(TTFont(name, str(FONT_FOLDER / f"OpenSans-{name}.ttf")))
