"""JSON views: our own types as responses.

Models of requests belong in `bodies`.
"""
