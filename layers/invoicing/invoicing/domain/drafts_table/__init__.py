"""The table of waiting drafts that a seller edits in a spreadsheet, and the changes that edited rows request.

CSV itself belongs in `basics`.
"""
