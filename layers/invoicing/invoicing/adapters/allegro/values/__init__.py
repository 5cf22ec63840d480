"""Single values as files write them: amounts, moments, VAT rates, tax numbers.

Names of fields belong in `vocabulary`.
"""
