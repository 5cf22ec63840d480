"""XML, CSV and JSON, each read into raw records of transactions.

The meaning of a raw record belongs in `sale`.
"""
