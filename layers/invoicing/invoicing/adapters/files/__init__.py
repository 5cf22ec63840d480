"""Hostile text files, read with bounds: encoding, CSV rows, kind of file, limits.

What Allegro's fields are called belongs in `allegro`.
"""
