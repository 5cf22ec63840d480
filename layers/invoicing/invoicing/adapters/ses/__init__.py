"""Mails as bytes, and Amazon SES.

The text of mails belongs in the domain.
"""
