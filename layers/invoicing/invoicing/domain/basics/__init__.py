"""What every room needs: amounts, days, ids, text, countries, and the refusals of the domain.

Anything that knows about sales or documents belongs in another room.
"""
