"""Logs, metrics, and the end of a cold start.

What is worth counting is decided by the caller.
"""
