"""From a raw record to a sale: buyer, lines, payment, extras.

Nothing here depends on the syntax of a file.
"""
