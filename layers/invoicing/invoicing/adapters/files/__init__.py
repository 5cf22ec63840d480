"""Untrusted text files, read within limits: encoding, CSV rows, kind of file.

Allegro's field names belong in `allegro`.
"""
