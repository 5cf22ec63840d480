"""Every problem that a seller can meet: one entry per code, all of its words, and what may be decided about it.

When a problem arises belongs in `checks`; what a decision does to a draft in `effects`.
"""
