"""Use cases of a seller's settings: change them, with the logo.

Which settings are valid belongs in the domain.
"""
