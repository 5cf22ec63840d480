"""Reports as HTML pages.

Storing them belongs in `s3`.
"""
