"""Mails as bytes, and Amazon SES.

What a mail says belongs in the domain.
"""
