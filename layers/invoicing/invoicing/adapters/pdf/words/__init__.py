"""The words of a paper: labels, translations, amounts in words.

Where they are painted belongs in `parts`.
"""
