"""The PDF of a document: `render` makes it, `missing_glyphs` says which of its letters the font lacks.

    document -> sheets (what is painted where) -> file

A document always gives the same bytes: no clock, no environment, no font of the machine.
"""

from invoicing.adapters.pdf.missing import missing_glyphs
from invoicing.adapters.pdf.rendering import render

__all__ = ["missing_glyphs", "render"]
