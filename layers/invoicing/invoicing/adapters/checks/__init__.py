"""Checks by libraries that the domain gets as arguments: check digits, working days.

Rules of documents belong in the domain.
"""
