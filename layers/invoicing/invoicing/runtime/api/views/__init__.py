"""JSON views: our own types as answers.

What a request may hold belongs in `bodies`.
"""
