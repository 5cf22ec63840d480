"""Allegro's sales files, read into neutral sales, whatever their layout: `open_sales` is all that others need.

A file's kind and encoding are told by its content (`kinds`, `encodings`); a reader per syntax (`xml_records`,
`csv_records`, `json_records`) turns it into raw records by one vocabulary (`vocabulary`, `layouts`, `words`); one
builder (`building`) turns these into sales. What a file may hold at most stands in `limits`.
"""

from invoicing.adapters.allegro.reading import SalesFile, open_sales

__all__ = ["SalesFile", "open_sales"]
