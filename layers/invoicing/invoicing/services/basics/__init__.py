"""What several use cases share: waiting before a lost race is run again, putting messages on queues.

A step of one use case belongs beside it.
"""
