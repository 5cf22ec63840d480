"""The PDF of a document: `render` makes it, `render_preview` shows a draft, `missing_glyphs` tells what the font lacks.

    document -> sheets (what is painted where) -> file

A document always gives the same bytes: no clock, no environment, no font of the machine.
"""

from typing import TYPE_CHECKING, Any

from invoicing.adapters.pdf.drawing.missing import missing_glyphs

if TYPE_CHECKING:
    from invoicing.adapters.pdf.rendering import render, render_preview

__all__ = ["missing_glyphs", "render", "render_preview"]


def __getattr__(name: str) -> Any:
    """Import the renderer when it is first asked for: functions that only ask what the font lacks have no fpdf2."""
    if name not in ("render", "render_preview"):
        raise AttributeError(name)
    from invoicing.adapters.pdf import rendering

    return getattr(rendering, name)
