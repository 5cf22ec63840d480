"""The table of waiting drafts that a seller edits in a spreadsheet, and what its edited rows ask for.

CSV itself belongs in `basics`.
"""
