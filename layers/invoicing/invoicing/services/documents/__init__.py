"""Use cases of issued documents, and lists of all documents: filter, list, note payments, make the PDF.

Drafts belong in `drafts`, numbers in `issuing`.
"""
