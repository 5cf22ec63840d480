"""The PDF file: fonts, metadata, attachments, pictures.

What is painted on its pages belongs in `drawing` and `parts`.
"""
