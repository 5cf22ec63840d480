"""Request mails, send each at most once, record what the provider reports.

Texts and their variables belong in the domain.
"""
