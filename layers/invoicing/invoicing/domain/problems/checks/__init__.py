"""The checks of a draft, one file per subject; each yields problems.

Checks never change a draft: what a decision does to it belongs in `effects`.
"""
