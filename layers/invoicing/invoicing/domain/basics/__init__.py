"""What every room needs: amounts, days, ids, text, countries, and the refusals of the domain.

Anything that knows what a sale or a document is belongs in a room of its own.
"""
