"""Settings, the clock, and what stands behind each port of each use case.

Handlers build nothing: whatever a use case needs is put together here.
"""
