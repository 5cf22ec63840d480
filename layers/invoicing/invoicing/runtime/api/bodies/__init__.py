"""What requests may hold. Unknown fields are refused, sizes are bounded; values become the domain's own types.

What answers show belongs in `views`.
"""
