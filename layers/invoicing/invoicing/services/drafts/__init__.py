"""Use cases of drafts: edit, decide, copy, correct, remember VAT rates.

How imports write drafts belongs in `imports`.
"""
