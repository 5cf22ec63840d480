"""One use case per file; the clock, ids and everything outside are arguments."""
