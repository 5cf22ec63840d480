"""Library checks that the domain takes as arguments: check digits, working days.

Rules for documents belong in the domain.
"""
