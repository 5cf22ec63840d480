"""Imports of uploaded files: the record, the outcomes, and the report for the seller.

Parsing files belongs in the adapters; drafting belongs in `sales`.
"""
