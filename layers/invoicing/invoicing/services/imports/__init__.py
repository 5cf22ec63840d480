"""Read an uploaded file: drafts, merged orders, returns, and the report.

Edited tables of drafts belong in `drafts_table`.
"""
