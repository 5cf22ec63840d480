"""Names and words of sales files in every known layout: data, not code.

Parsing of values belongs in `values`.
"""
