"""Shared by the Lambdas: settings from the environment, wiring, the API's edge, workers, telemetry.

Rules that do not depend on Lambda belong in `services` or `domain`.
"""
