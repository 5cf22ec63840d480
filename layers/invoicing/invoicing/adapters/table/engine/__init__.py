"""DynamoDB's connection, transactions, and the codec of items.

Which items there are belongs beside, one file per kind of record.
"""
