"""What holds a draft or is worth knowing: problems, decisions, and the checks that find them.

Refusals of a request are errors and belong in `basics`.
"""
