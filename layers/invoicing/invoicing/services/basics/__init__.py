"""Shared by several use cases: pauses before retrying a lost race, putting messages on queues.

A step of one use case belongs beside it.
"""
