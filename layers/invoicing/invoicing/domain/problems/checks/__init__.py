"""The checks of a draft, one file per subject; each yields problems.

Nothing here changes a draft: what a decision does to it belongs in `decisions`.
"""
