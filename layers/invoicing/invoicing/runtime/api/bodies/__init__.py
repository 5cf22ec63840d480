"""Models of requests. Unknown fields are refused, sizes are bounded, values become the domain's own types.

Models of responses belong in `views`.
"""
