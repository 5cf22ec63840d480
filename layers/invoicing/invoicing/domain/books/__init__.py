"""The accountant's books: the VAT register, its JPK fields, and a month's totals.

The register of numbers belongs in `documents`.
"""
