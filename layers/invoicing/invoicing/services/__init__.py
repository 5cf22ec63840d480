"""One use case per file; the clock, ids and all ports are arguments, in a dataclass of dependencies (`IssueDeps`).

A room's protocols, and the values and errors that cross them, belong in its `ports`.
"""
