"""Reports as pages that a person reads.

Where they are stored belongs in `s3`.
"""
