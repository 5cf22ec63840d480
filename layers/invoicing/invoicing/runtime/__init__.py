"""What the Lambdas share: settings from the environment, wiring, the API's edge, workers, telemetry.

A rule that would hold without Lambda belongs in `services` or `domain`.
"""
