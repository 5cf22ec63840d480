"""Single values as files write them: amounts, dates, VAT rates, tax numbers.

Field names belong in `vocabulary`.
"""
