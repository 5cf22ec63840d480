"""Measuring and painting: styles, letters, sheets, page breaks.

The content of a document belongs in `parts`.
"""
