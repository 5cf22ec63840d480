"""What a sale, a document and a number are: stdlib only, no I/O, no clock, no environment.

In which order things are read and stored belongs in `services`.
"""
