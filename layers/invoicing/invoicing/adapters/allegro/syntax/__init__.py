"""XML, CSV and JSON, each read into raw records of transactions.

What a raw record means belongs in `sale`.
"""
