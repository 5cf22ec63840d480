"""The parts of a document from heading to closing, each painted separately.

Their distribution to sheets belongs in `composing`.
"""
