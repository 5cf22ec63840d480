"""The PDF file: fonts, metadata, attachments, pictures.

The content of its pages belongs in `drawing` and `parts`.
"""
