"""The PDF of a document: `render` makes it, `render_preview` shows a draft, `missing_glyphs` tells what the font lacks.

    document -> sheets (what is painted where) -> file

A document always gives the same bytes: no clock, no environment, no font of the machine.
"""

from invoicing.adapters.pdf.missing import missing_glyphs
from invoicing.adapters.pdf.rendering import render, render_preview

__all__ = ["missing_glyphs", "render", "render_preview"]
