"""In-memory stand-ins for the ports, a module per subject; tests/contracts holds them to what the real ones do.

No test belongs in here, and no builder of documents (`tests.builders`, `tests.issued`).
"""
