"""DynamoDB's connection, transactions, and the codec of items.

The kinds of items belong in the parent folder, one file each.
"""
