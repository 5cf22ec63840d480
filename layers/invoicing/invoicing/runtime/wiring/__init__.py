"""Settings, the clock, which adapter is behind each port, and the dependencies of each use case, a module per room.

Handlers build nothing: they call a use case with its `..._deps()`. What it does with them belongs in `services`.
"""
