"""From a raw record to a sale: buyer, lines, payment, extras.

The syntax of a file is already gone here.
"""
