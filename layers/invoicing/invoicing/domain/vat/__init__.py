"""VAT rates, lines and their sums: gross to net and VAT, by rate.

Which documents these sums are on, and which fields of a return they fill, belongs in `documents` and `books`.
"""
