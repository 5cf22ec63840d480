"""The words on paper: labels, translations, amounts in words.

Painting them belongs in `parts`.
"""
