"""The invoice of the benchmark, drawn with other engines in the way that their manuals show.

Each module has `draw(document) -> bytes`: the same texts in nearly the same places, fonts embedded. What an engine can
keep between documents (registered fonts, a compiler) it keeps: ours does too.
"""
