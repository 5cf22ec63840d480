"""The PDF of a document: `render` an issued one, `render_preview` a draft, find `missing_glyphs` of the font.

    document -> sheets (content of each page) -> file

The same document always gives the same bytes: no clock, no environment, no system fonts.
"""

from typing import TYPE_CHECKING, Any

from invoicing.adapters.pdf.drawing.missing import missing_glyphs

if TYPE_CHECKING:
    from invoicing.adapters.pdf.rendering import render, render_preview

__all__ = ["missing_glyphs", "render", "render_preview"]


def __getattr__(name: str) -> Any:
    """Import the renderer on first use: functions that need only `missing_glyphs` have no fpdf2."""
    if name not in ("render", "render_preview"):
        raise AttributeError(name)
    from invoicing.adapters.pdf import rendering

    return getattr(rendering, name)
