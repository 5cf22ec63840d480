"""A seller's settings and the questions before their first document.

How settings hold a draft belongs in `problems`.
"""
