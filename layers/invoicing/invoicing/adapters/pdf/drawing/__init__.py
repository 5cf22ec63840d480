"""Measuring and painting: styles, letters, sheets, page breaks.

What a document shows belongs in `parts`.
"""
