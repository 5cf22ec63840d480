"""Names and words of sales files in every known layout: data, not code.

How a value is read belongs in `values`.
"""
