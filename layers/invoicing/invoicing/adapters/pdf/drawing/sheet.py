"""A sheet of paper: the texts and shapes painted on it, and its PDF page content."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.letters import printable
from invoicing.adapters.pdf.drawing.style import HAIRLINE, INK, PAGE_HEIGHT, PAGE_WIDTH, WATERMARK, Style, operators
from invoicing.adapters.pdf.drawing.typesetting import width_of
from invoicing.domain.basics.money import NBSP

WATERMARK_ANGLE = 54.0
WATERMARK_LENGTH = 780.0


class Run(NamedTuple):
    """Adjacent dark modules in a row of a square code."""

    row: int
    column: int
    length: int


@dataclass(slots=True)
class Sheet:
    """Collects texts and lines; `y` grows downwards, and a text's is its baseline.

    `picture` is the place of the logo: left, top, width, height.
    """

    texts: list[tuple[Style, float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    codes: list[tuple[float, float, float, Sequence[Run]]] = field(default_factory=list)
    picture: tuple[float, float, float, float] | None = None
    watermark: str = ""

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        """Set a text that begins at x."""
        self.texts.append((style, x, y, printable(text)))

    def right(self, x: float, y: float, text: str, style: Style) -> None:
        """Set a text that ends at x."""
        text = printable(text)
        self.texts.append((style, x - width_of(text, style), y, text))

    def lines(self, x: float, y: float, lines: list[str], style: Style) -> float:
        """Set lines below each other, the top of the first at y; return the y of the next."""
        for line in lines:
            self.texts.append((style, x, y + style.size, line))
            y += style.leading
        return y

    def rule(self, x: float, y: float, width: float, weight: float = 0.5, colour: str = HAIRLINE) -> None:
        """Draw a horizontal line, `weight` points thick."""
        self.rules.append((x, y, width, weight, colour))

    def code(self, x: float, y: float, module: float, runs: Sequence[Run]) -> None:
        """Draw a square code with its top left corner at x and y and modules of `module` points."""
        self.codes.append((x, y, module, runs))

    def place(self, other: "Sheet", y: float) -> None:
        """Add a block that was set at the top of its own sheet."""
        self.texts.extend((style, x, y + above, text) for style, x, above, text in other.texts)
        self.rules.extend((x, y + above, width, weight, colour) for x, above, width, weight, colour in other.rules)
        self.codes.extend((x, y + above, module, runs) for x, above, module, runs in other.codes)

    def content(self) -> bytes:
        """Return the page content: watermark, lines, codes, logo, then all texts in order as one text object."""
        parts = ["0 J"]
        if self.watermark:
            parts.append(_watermark(self.watermark))
        parts += [
            f"{weight:g} w {colour} RG {x:.2f} {PAGE_HEIGHT - y:.2f} m {x + width:.2f} {PAGE_HEIGHT - y:.2f} l S"
            for x, y, width, weight, colour in self.rules
        ]
        parts += [_code(*code) for code in self.codes]
        if self.picture:
            x, y, width, height = self.picture
            parts.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {PAGE_HEIGHT - y - height:.2f} cm /I1 Do Q")
        parts.append("BT")
        current: Style | None = None
        for style, x, y, text in self.texts:
            if style is not current:
                current = style
                parts.append(operators(style))
            parts.append(f"1 0 0 1 {x:.2f} {PAGE_HEIGHT - y:.2f} Tm <{_codes(text)}> Tj")
        parts.append("ET")
        return "\n".join(parts).encode("ascii")


def _codes(text: str) -> str:
    """Return the text in the fonts' code, UTF-16; no-break spaces, no longer needed, become spaces for copying."""
    return text.replace(NBSP, " ").encode("utf-16-be").hex()


def _code(x: float, y: float, module: float, runs: Sequence[Run]) -> str:
    """Return one path of rectangles, in modules from the top left corner."""
    rectangles = " ".join(f"{run.column} {run.row} {run.length} 1 re" for run in runs)
    return f"q {module:.4f} 0 0 {-module:.4f} {x:.2f} {PAGE_HEIGHT - y:.2f} cm {INK} rg {rectangles} f Q"


def _watermark(text: str) -> str:
    """Return the text set across the whole page, from bottom left to top right."""
    text = printable(text)
    style = Style(True, 1, 1, WATERMARK)
    size = WATERMARK_LENGTH / width_of(text, style)
    angle = radians(WATERMARK_ANGLE)
    across, up = cos(angle), sin(angle)
    x = PAGE_WIDTH / 2 - across * WATERMARK_LENGTH / 2 + up * size / 3
    y = PAGE_HEIGHT / 2 - up * WATERMARK_LENGTH / 2 - across * size / 3
    scaled = f"{across * size:.4f} {up * size:.4f} {-up * size:.4f} {across * size:.4f} {x:.2f} {y:.2f}"
    return f"BT {operators(style)} {scaled} Tm <{_codes(text)}> Tj ET"
