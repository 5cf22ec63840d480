"""Queues, overdue work and files that nobody has reported on.

What is done for one message belongs in the services.
"""
