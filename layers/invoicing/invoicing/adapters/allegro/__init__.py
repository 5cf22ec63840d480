"""Allegro's sales files in any layout, read into neutral sales; callers need only `open_sales`.

Kind and encoding come from the content (`files`); a reader per syntax (`syntax`) turns the file into raw records using
one vocabulary (`vocabulary`); one builder (`sale`) turns these into sales. Limits are in `files.limits`.
"""

from invoicing.adapters.allegro.reading import SalesFile, open_sales

__all__ = ["SalesFile", "open_sales"]
