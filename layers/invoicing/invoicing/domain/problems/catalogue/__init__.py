"""Every problem that a seller can meet: one entry per code, with all its texts and the possible decisions.

When a problem arises belongs in `checks`; what a decision does to a draft belongs in `effects`.
"""
