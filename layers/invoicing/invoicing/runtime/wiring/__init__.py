"""Settings, the clock, the adapter behind each port, and the dependencies of each use case, one module per room.

Handlers build nothing: they call a use case with its `..._deps()`. What it does with them belongs in `services`.
"""
