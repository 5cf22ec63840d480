"""A sale as marketplace files describe it, and how it becomes a draft.

File formats belong in the adapters `files` and `allegro`.
"""
