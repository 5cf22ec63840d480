"""The API's edge: routing, request checks, refusals, cursors, idempotency keys.

Use cases belong in the services, routes in `functions`.
"""
