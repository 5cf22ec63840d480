"""The parts of a document from heading to closing, each painted by itself.

Which sheet they are on is decided in `composing`.
"""
