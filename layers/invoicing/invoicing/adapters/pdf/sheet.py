"""A sheet of paper: what is painted where, and the PDF page content that paints it."""

from dataclasses import dataclass, field
from math import cos, radians, sin

from invoicing.adapters.pdf.letters import printable
from invoicing.adapters.pdf.style import HAIRLINE, PAGE_HEIGHT, PAGE_WIDTH, WATERMARK, Style, operators
from invoicing.adapters.pdf.typesetting import width_of
from invoicing.domain.money import NBSP

WATERMARK_ANGLE = 54.0
WATERMARK_LENGTH = 780.0


@dataclass(slots=True)
class Sheet:
    """Collects texts and lines; `y` grows downwards and is a text's baseline."""

    texts: list[tuple[Style, float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    watermark: str = ""

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        """Set a text that begins at x."""
        self.texts.append((style, x, y, printable(text)))

    def right(self, x: float, y: float, text: str, style: Style) -> None:
        """Set a text that ends at x."""
        text = printable(text)
        self.texts.append((style, x - width_of(text, style), y, text))

    def lines(self, x: float, y: float, lines: list[str], style: Style) -> float:
        """Set lines below each other, the first one with its top at y; return where the next one would be."""
        for line in lines:
            self.texts.append((style, x, y + style.size, line))
            y += style.leading
        return y

    def rule(self, x: float, y: float, width: float, weight: float = 0.5, colour: str = HAIRLINE) -> None:
        """Draw a horizontal line, `weight` points thick."""
        self.rules.append((x, y, width, weight, colour))

    def place(self, other: "Sheet", y: float) -> None:
        """Take over a block that was set at the top of a sheet of its own."""
        self.texts.extend((style, x, y + above, text) for style, x, above, text in other.texts)
        self.rules.extend((x, y + above, width, weight, colour) for x, above, width, weight, colour in other.rules)

    def content(self) -> bytes:
        """Return the page content: watermark, lines, then one text object in the order of setting."""
        parts = ["0 J"]
        if self.watermark:
            parts.append(_watermark(self.watermark))
        parts += [
            f"{weight:g} w {colour} RG {x:.2f} {PAGE_HEIGHT - y:.2f} m {x + width:.2f} {PAGE_HEIGHT - y:.2f} l S"
            for x, y, width, weight, colour in self.rules
        ]
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
    """Return the text in the fonts' own code, UTF-16; a no-break space has done its work and copies as a space."""
    return text.replace(NBSP, " ").encode("utf-16-be").hex()


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
