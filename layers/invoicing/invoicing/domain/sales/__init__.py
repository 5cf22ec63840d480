"""A sale as marketplace files describe it, and how it becomes a draft.

How files are written belongs in the adapters `files` and `allegro`.
"""
